package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Load;
import io.strait.ops.ServeProcess;
import io.strait.ops.TopicContent;
import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.Principals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, against everything that happens to processes. */
@Timeout(120)
class ServeIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int PARTITIONS = 3;

  @TempDir private static Path folder;
  private static TwoClusters clusters;

  @BeforeAll
  static void start() {
    clusters = TwoClusters.start(folder);
  }

  @AfterAll
  static void stop() {
    clusters.close();
  }

  @Test
  void shouldMirrorThroughRestartsAndKillsAndEndWith0WhenTold() throws Exception {
    Path config = config("mirrored");
    try (ServeProcess first = ServeProcess.start(config);
        Load load = load("mirrored")) {
      awaitRunning(first);
      assertThat(first.get("/health/ready").statusCode()).as(first.log()).isEqualTo(200);
      clusters.west().restartBroker(1);
      load.awaitMore(500);
      clusters.east().restartBroker(1);
      load.awaitMore(500);
      first.kill();
      load.awaitMore(500);
      try (ServeProcess second = ServeProcess.start(config)) {
        awaitRunning(second);
        load.stop();
        awaitEqual("mirrored", load);
        awaitLag(second, 0);
        assertThat(second.get("/metrics").body())
            .contains(
                "strait_link_lag_records{link=\"mirrored\",partition=\"0\",topic=\"mirrored\"} 0.0")
            .contains("strait_link_copied_records_total{link=\"mirrored\"}");
        assertThat(second.terminate()).as(second.log()).isZero();
        assertThat(second.log()).contains("Daemon stopped").doesNotContainIgnoringCase("password");
      }
    }
  }

  @Test
  void shouldStandByAndTakeOverWhenTwoServeTheSameLink() throws Exception {
    Path config = config("shared");
    try (ServeProcess one = ServeProcess.start(config);
        ServeProcess two = ServeProcess.start(config);
        Load load = load("shared")) {
      await().atMost(SOON).until(() -> isOwner(one) != isOwner(two));
      load.awaitMore(500);
      assertThat(isOwner(one)).isNotEqualTo(isOwner(two));
      ServeProcess owner = isOwner(one) ? one : two;
      ServeProcess standby = isOwner(one) ? two : one;
      assertThat(standby.get("/health/ready").statusCode()).isEqualTo(200);
      owner.kill();
      await().atMost(SOON).until(() -> isOwner(standby));
      load.awaitMore(500);
      load.stop();
      awaitEqual("shared", load);
      assertThat(standby.terminate()).isZero();
    }
  }

  private static Path config(String topic) throws Exception {
    clusters.createTopic(topic, PARTITIONS, List.of());
    return ConfigFiles.write(
        folder,
        clusters,
        "links: [{name: " + topic + ", source: east, target: west, topics: [" + topic + "]}]\n");
  }

  private static Load load(String topic) {
    try (Cluster app = new Cluster(TwoClusters.spec(clusters.east(), Principals.APP))) {
      return new Load(
          app.producer(Map.of("delivery.timeout.ms", 60_000, "max.block.ms", 60_000)),
          topic,
          PARTITIONS);
    }
  }

  private static void awaitRunning(ServeProcess serve) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode link = link(serve);
              assertThat(link.get("owner").asBoolean()).as(serve.log()).isTrue();
              assertThat(link.get("partitions")).as(serve.log()).hasSize(PARTITIONS);
              assertThat(link.get("lag_records").asLong()).isNotNegative();
            });
  }

  private static void awaitLag(ServeProcess serve, long lag) {
    await().atMost(SOON).until(() -> link(serve).get("lag_records").asLong() == lag);
  }

  private static boolean isOwner(ServeProcess serve) throws Exception {
    return link(serve).get("owner").asBoolean();
  }

  private static JsonNode link(ServeProcess serve) throws Exception {
    return new JsonMapper().readTree(serve.get("/status").body()).get("links").get(0);
  }

  /** Same records, same order, same offsets, nothing promised is missing. */
  private static void awaitEqual(String topic, Load load) {
    List<List<String>> east = TopicContent.of(clusters.east(), topic, PARTITIONS);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(TopicContent.of(clusters.west(), topic, PARTITIONS)).isEqualTo(east));
    assertThat(east.stream().flatMap(List::stream).toList())
        .doesNotHaveDuplicates()
        .containsAll(load.promised());
    assertThat(load.refused()).isEmpty();
  }
}
