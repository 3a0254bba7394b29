package io.strait.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.ops.config.ServeConfig;
import io.strait.ops.view.DaemonStatus;
import io.strait.ops.view.Sample;
import io.strait.replicator.progress.PartitionState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpDoorTest {
  private final AtomicReference<DaemonStatus> status =
      new AtomicReference<>(Sample.status(PartitionState.RUNNING, true, Optional.empty()));
  private final HttpDoor door =
      HttpDoor.open(ServeConfig.DEFAULT.onPort(0), status::get, new FlowsInMemory());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldBeLiveAndReadyWhenAllPartitionsRun() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).contains("\"status\":\"ready\"");
  }

  @Test
  void shouldSayWhyItIsNotReadyWhenAPartitionIsHalted() throws Exception {
    status.set(Sample.status(PartitionState.HALTED, true, Optional.of("somebody else wrote")));

    HttpResponse<String> ready = get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .contains("link 'east-west': partition orders-0 is halted: somebody else wrote");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldBeReadyWhenItStandsBy() throws Exception {
    status.set(Sample.status(PartitionState.RESOLVING, false, Optional.empty()));

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldExposeWhatIsKnownAsPrometheusMetrics() throws Exception {
    String metrics = get("/metrics").body();

    assertThat(metrics)
        .contains(
            "strait_link_lag_records{link=\"east-west\",partition=\"0\",topic=\"orders\"} 10.0")
        .contains(
            "strait_link_delay_seconds{link=\"east-west\",partition=\"0\",topic=\"orders\"} 0.25")
        .contains("strait_link_copied_records_total{link=\"east-west\"} 100.0")
        .contains("strait_link_copied_bytes_total{link=\"east-west\"} 4096.0")
        .contains("strait_link_owner{link=\"east-west\"} 1.0")
        .contains("state=\"RUNNING\",topic=\"orders\"} 1.0")
        .contains("guard=\"ARMED\"")
        .contains("strait_migration_state{owner=\"true\",state=\"READY\",wave=\"first\"} 1.0")
        .contains("strait_ready 1.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void shouldCountWhatWasDoneBesidesPlainCopying() throws Exception {
    status.set(Sample.eventful());

    assertThat(get("/metrics").body())
        .contains(
            "strait_link_partition_mode{link=\"east-west\",mode=\"MAPPED\",partition=\"1\",topic=\"orders\"} 1.0")
        .contains("strait_link_gap_offsets_total{link=\"east-west\"} 1234.0")
        .contains("strait_link_aborted_records_total{link=\"east-west\"} 5.0")
        .contains("strait_link_rewritten_records_total{link=\"east-west\",reason=\"HOLES\"} 30.0")
        .contains("strait_link_limit_bytes{link=\"east-west\"} 0.0");
  }

  @Test
  void shouldForgetTheOldStateWhenAPartitionMovesOn() throws Exception {
    get("/metrics");
    status.set(Sample.status(PartitionState.HALTED, true, Optional.empty()));

    assertThat(get("/metrics").body())
        .contains("state=\"HALTED\"")
        .doesNotContain("state=\"RUNNING\"");
  }

  @Test
  void shouldAnswerNothingThatChangesAnything() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/status")).POST(HttpRequest.BodyPublishers.noBody()).build();

    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldNameTheAddressWhenThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(
              () ->
                  HttpDoor.open(
                      ServeConfig.DEFAULT.onPort(taken.getLocalPort()),
                      status::get,
                      new FlowsInMemory()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("serve.port");
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }
}
