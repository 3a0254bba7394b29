package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.RefusedTopic;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicPatterns;
import io.strait.replicator.topology.TopicSelection;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A link over patterns and a prefix: odd names, topics that come, grow and go, and bad ones. */
@Timeout(240)
final class ManyTopicsIT {
  private static final String PREFIX = "eu.";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> ODD =
      List.of("sel.a", "sel._odd-.name_", "sel.UPPER__x", "sel." + "l".repeat(242));
  private static final String TOO_LONG = "sel." + "m".repeat(243);

  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("west", directory)));
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = other.join();
    clusters = new TwoClusters(east, west, "strait");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldMirrorWhatPatternsBringWhileOtherTopicsAreRefusedOneByOne() {
    ODD.forEach(topic -> fill(topic, 2));
    List.of("sel.b.tmp", "other", "sel.more", "sel.clash", "sel.gone", TOO_LONG)
        .forEach(topic -> fill(topic, 1));
    clusters.createTopic(clusters.target, PREFIX + "sel.more", 3, Map.of());
    clusters.createTopic(clusters.target, "eu_sel_clash", 1, Map.of());
    try (LinkEngine engine = clusters.engine(link(), EngineOptions.defaults())) {
      ODD.forEach(topic -> clusters.awaitCopied(engine, topic, 2));
      clusters.awaitCopied(engine, "sel.gone", 1);
      assertThat(engine.progress().problem()).isEmpty();
      assertThat(engine.progress().refused())
          .extracting(RefusedTopic::topic)
          .containsExactlyInAnyOrder("sel.more", "sel.clash", TOO_LONG);
      assertThat(reason(engine, "sel.more")).contains("3 partitions").contains("1 on the source");
      assertThat(reason(engine, "sel.clash")).contains("eu_sel_clash").contains("rename");
      assertThat(reason(engine, TOO_LONG)).contains("250 characters");
      delete(clusters.source, "sel.gone");

      shouldTakeUpANewTopicAndNewPartitionsSoon(engine);
      shouldTakeUpWhatWasMended(engine);

      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .until(
              () ->
                  engine.progress().partitions().stream()
                      .noneMatch(p -> p.source().topic().equals("sel.gone")));
      assertThat(engine.progress().partitions())
          .allMatch(p -> p.state() == PartitionState.RUNNING)
          .hasSize(2 * ODD.size() + 3 + 2);
      delete(clusters.target, PREFIX + "sel.gone");
      fill("sel.gone", 1);
      clusters.awaitCopied(engine, "sel.gone", 1);
    }
    assertThat(clusters.exists(clusters.target, PREFIX + "sel.b.tmp")).isFalse();
    assertThat(clusters.exists(clusters.target, PREFIX + "other")).isFalse();
    ODD.forEach(topic -> assertSame(topic, 2));
    assertSame("sel.gone", 1);
    assertSame("sel.later", 3);
    assertSame("sel.more", 1);
    assertSame("sel.clash", 1);
  }

  private static void shouldTakeUpANewTopicAndNewPartitionsSoon(LinkEngine engine) {
    clusters.createTopic(clusters.source, "sel.later", 1, Map.of());
    Awaitility.await().atMost(SOON).until(() -> running(engine, "sel.later") == 1);
    clusters.source.await(
        "growing",
        clusters
            .source
            .admin()
            .createPartitions(Map.of("sel.later", NewPartitions.increaseTo(3)))
            .all());
    Awaitility.await().atMost(SOON).until(() -> running(engine, "sel.later") == 3);
    new Load(clusters.source, "sel.later", 3, 5).send(300);
    clusters.awaitCopied(engine, "sel.later", 3);
  }

  private static void shouldTakeUpWhatWasMended(LinkEngine engine) {
    delete(clusters.target, PREFIX + "sel.more");
    delete(clusters.target, "eu_sel_clash");
    clusters.awaitCopied(engine, "sel.more", 1);
    clusters.awaitCopied(engine, "sel.clash", 1);
    assertThat(engine.progress().refused())
        .extracting(RefusedTopic::topic)
        .containsExactly(TOO_LONG);
  }

  private static void fill(String topic, int partitions) {
    clusters.createTopic(clusters.source, topic, partitions, Map.of());
    new Load(clusters.source, topic, partitions, 7).send(100);
  }

  private static void delete(io.strait.replicator.cluster.Cluster cluster, String topic) {
    cluster.await("deleting", cluster.admin().deleteTopics(List.of(topic)).all());
  }

  private static long running(LinkEngine engine, String topic) {
    return engine.progress().partitions().stream()
        .filter(p -> p.source().topic().equals(topic) && p.state() == PartitionState.RUNNING)
        .count();
  }

  private static String reason(LinkEngine engine, String topic) {
    return engine.progress().refused().stream()
        .filter(one -> one.topic().equals(topic))
        .map(RefusedTopic::reason)
        .findFirst()
        .orElse("");
  }

  private static void assertSame(String topic, int partitions) {
    for (int i = 0; i < partitions; i++) {
      assertThat(TwoClusters.dump(clusters.target, new TopicPartition(PREFIX + topic, i)))
          .as("%s/%s", topic, i)
          .isEqualTo(TwoClusters.dump(clusters.source, new TopicPartition(topic, i)));
    }
  }

  private static Link link() {
    Link named = clusters.link("many", "sel.a");
    return new Link(
        new LinkName("many"),
        named.source(),
        named.target(),
        new TopicSelection(
            List.of(),
            new TopicPatterns(List.of("sel\\..*"), List.of(".*\\.tmp")),
            new Renaming(PREFIX, Map.of())));
  }
}
