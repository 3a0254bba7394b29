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
import io.strait.ops.cli.Strait;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.Principals;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
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

  @Test
  void shouldKeepGroupsAndTellWhereOffsetsAreWithoutTheDaemon() throws Exception {
    Path config = config("kept", ", twin: {keep: [groups], groups: {every: 300ms}}");
    TopicPartition partition = new TopicPartition("kept", 1);
    try (Load load = load("kept");
        Cluster east = TwoClusters.admin(clusters.east());
        Cluster west = TwoClusters.admin(clusters.west())) {
      load.awaitMore(300);
      load.stop();
      try (ServeProcess serve = ServeProcess.start(config)) {
        awaitRunning(serve);
        awaitLag(serve, 0);
        for (long position : List.of(20L, 33L)) {
          commit(east, partition, position);
          await().atMost(SOON).until(() -> position(west, partition) == position);
        }
        assertThat(serve.terminate()).as(serve.log()).isZero();
      }
    }
    JsonNode groups = strait(0, "groups", "--json", "--link", "kept", "--config", config);
    JsonNode readers = groups.get(0).get("groups").get(0);
    assertThat(readers.get("group").asText()).isEqualTo("readers");
    assertThat(readers.get("positions").get(0).get("error").asLong()).isZero();
    JsonNode where =
        strait(
            0,
            "offsets",
            "where",
            "kept/1@33",
            "kept/1@earliest",
            "kept/1@latest",
            "kept/1@2001-01-05T10:00:00Z",
            "--json",
            "--link",
            "kept",
            "--config",
            config);
    assertThat(where.get(0).get("other_offset").asLong()).isEqualTo(33);
    assertThat(where.get(0).get("record_there").asBoolean()).isTrue();
    assertThat(where.get(1).get("other_offset").asLong()).isZero();
    assertThat(where.get(2).get("holds").asText()).contains("nothing yet");
    assertThat(where.get(2).get("position").asText()).isEqualTo("exact");
    assertThat(where.get(3).get("other_offset").asLong()).isZero();
    JsonNode back =
        strait(
            4,
            "offsets",
            "where",
            "kept/1@99999",
            "--back",
            "--json",
            "--link",
            "kept",
            "--config",
            config);
    assertThat(back.get(0).get("position").asText()).isEqualTo("outside");
  }

  private static void commit(Cluster cluster, TopicPartition partition, long position) {
    cluster.await(
        "committing",
        cluster
            .admin()
            .alterConsumerGroupOffsets(
                "readers", Map.of(partition, new OffsetAndMetadata(position)))
            .all());
  }

  private static long position(Cluster cluster, TopicPartition partition) {
    OffsetAndMetadata found =
        cluster
            .await(
                "reading",
                cluster.admin().listConsumerGroupOffsets("readers").partitionsToOffsetAndMetadata())
            .get(partition);
    return found == null ? -1 : found.offset();
  }

  private static JsonNode strait(int code, Object... words) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int ended =
        Strait.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Stream.of(words).map(Object::toString).toArray(String[]::new));
    assertThat(ended).as("%s %s", out, err).isEqualTo(code);
    return new JsonMapper().readTree(out.toString());
  }

  private static Path config(String topic) throws Exception {
    return config(topic, "");
  }

  private static Path config(String topic, String rest) throws Exception {
    clusters.createTopic(topic, PARTITIONS, List.of());
    return ConfigFiles.write(
        folder,
        clusters,
        "links: [{name: "
            + topic
            + ", source: east, target: west, topics: ["
            + topic
            + "]"
            + rest
            + "}]\n");
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
    load.assertKeptOnce(east);
    assertThat(load.refused()).isEmpty();
  }
}
