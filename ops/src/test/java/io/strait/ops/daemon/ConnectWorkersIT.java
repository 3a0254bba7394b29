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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons that share a link through Kafka Connect, on secured clusters. */
@Timeout(180)
class ConnectWorkersIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PARTITIONS = 6;
  private static final String LINK = "shared-out";

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
  void shouldShareThePartitionsAndGoOnWithTheOtherWhenOneIsKilled() throws Exception {
    clusters.createTopic(LINK, PARTITIONS, List.of());
    Path config =
        ConfigFiles.write(
            folder,
            clusters,
            "links: [{name: " + LINK + ", source: east, target: west, topics: [" + LINK + "]}]\n");
    try (ServeProcess one = ServeProcess.startWithConnect(config);
        ServeProcess two = ServeProcess.startWithConnect(config);
        Load load = load()) {
      awaitWhole(one);
      awaitWhole(two);
      load.awaitMore(500);
      assertThat(link(one).get("owner").asBoolean()).as(one.log()).isTrue();
      assertThat(link(two).get("owner").asBoolean()).as(two.log()).isTrue();
      assertThat(one.get("/health/ready").statusCode()).as(one.log()).isEqualTo(200);

      one.kill();
      load.awaitMore(500);
      load.stop();
      awaitEqual(load);
      awaitWhole(two);
      await().atMost(SOON).until(() -> link(two).get("lag_records").asLong() == 0);
      assertThat(secretsInConnect()).isEmpty();
      assertThat(two.terminate()).as(two.log()).isZero();
      assertThat(two.log()).doesNotContainIgnoringCase("password");
    }
  }

  /** Whichever daemon is asked shows every partition of the link, running. */
  private static void awaitWhole(ServeProcess serve) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode link = link(serve);
              assertThat(link.get("partitions")).as(serve.log()).hasSize(PARTITIONS);
              assertThat(link.has("problem")).as("%s", link).isFalse();
              link.get("partitions")
                  .forEach(one -> assertThat(one.get("state").asText()).isEqualTo("RUNNING"));
            });
  }

  private static JsonNode link(ServeProcess serve) throws Exception {
    return new JsonMapper().readTree(serve.get("/status").body()).get("links").get(0);
  }

  private static Load load() {
    try (Cluster app = new Cluster(TwoClusters.spec(clusters.east(), Principals.APP))) {
      return new Load(
          app.producer(Map.of("delivery.timeout.ms", 60_000, "max.block.ms", 60_000)),
          LINK,
          PARTITIONS);
    }
  }

  private static void awaitEqual(Load load) {
    List<List<String>> east = TopicContent.of(clusters.east(), LINK, PARTITIONS);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(TopicContent.of(clusters.west(), LINK, PARTITIONS)).isEqualTo(east));
    load.assertKeptOnce(east);
  }

  /** Records of Connect's configuration topic that hold more than the link's name. */
  private static List<String> secretsInConnect() {
    TopicPartition partition = new TopicPartition("strait.connect.config", 0);
    List<String> found = new java.util.ArrayList<>();
    try (Cluster admin = TwoClusters.admin(clusters.west());
        Consumer<byte[], byte[]> consumer = admin.consumer(Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      assertThat(end).isPositive();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(100))) {
          String text = entry.value() == null ? "" : new String(entry.value());
          if (text.contains("sasl") || text.contains("ssl.") || text.contains("bootstrap")) {
            found.add(text);
          }
        }
      }
    }
    return found;
  }
}
