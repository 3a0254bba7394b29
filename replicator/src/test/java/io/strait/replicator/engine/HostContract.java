package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * What everything that runs engines owes: the same for the process of its own and for Connect.
 *
 * <p>Workers are processes and die by SIGKILL.
 */
@Timeout(180)
abstract class HostContract {
  @TempDir static Path directory;
  static KafkaCluster east;
  static KafkaCluster west;
  static TwoClusters clusters;

  /** A process that runs engines. */
  interface Worker extends AutoCloseable {
    boolean isAlive();

    /** SIGKILL, and waits for the end; may be repeated. */
    void kill();

    @Override
    default void close() {
      kill();
    }
  }

  /** Starts one that runs this topic's link, or its part of it; returns without waiting. */
  abstract Worker start(String topic);

  @BeforeAll
  static void startClusters() {
    CompletableFuture<KafkaCluster> other =
        CompletableFuture.supplyAsync(
            () ->
                SandboxCluster.start(
                    SandboxSpec.plain("west", directory)
                        .withSetting("group.min.session.timeout.ms", "1000")));
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
  void shouldCopyOnAfterTheOnlyWorkerWasKilled() {
    clusters.createTopic(clusters.source, "single", 3, Map.of());
    Load load = new Load(clusters.source, "single", 3, 21);
    load.send(5_000);
    try (Worker worker = start("single")) {
      awaitCopied("single", 3);
      assertThat(worker.isAlive()).isTrue();
    }
    CompletableFuture<Void> beside = load.sendBeside(20_000);
    try (Worker worker = start("single")) {
      beside.join();
      awaitCopied("single", 3);
      assertThat(worker.isAlive()).isTrue();
    }
    clusters.assertSame("single", 3);
  }

  @Test
  void shouldGrowAndGoOnWithOneOfTwoWorkersWithoutLossOrRepetition() {
    clusters.createTopic(clusters.source, "double", 4, Map.of());
    new Load(clusters.source, "double", 4, 22).send(5_000);
    try (Worker one = start("double");
        Worker two = start("double")) {
      awaitCopied("double", 4);
      grow("double", 6);
      CompletableFuture<Void> load = new Load(clusters.source, "double", 6, 23).sendBeside(30_000);
      awaitCopied("double", 5, 1);
      one.kill();
      load.join();
      awaitCopied("double", 6);
      assertThat(one.isAlive()).isFalse();
      assertThat(two.isAlive()).isTrue();
    }
    clusters.assertSame("double", 6);
  }

  static void grow(String topic, int partitions) {
    clusters.source.await(
        "growing the topic",
        clusters
            .source
            .admin()
            .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
            .all());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> TwoClusters.end(clusters.source, new TopicPartition(topic, 0)) >= 0);
  }

  /** Until the target's log ends are those that the source has now. */
  static void awaitCopied(String topic, int partitions) {
    for (int i = 0; i < partitions; i++) {
      TopicPartition partition = new TopicPartition(topic, i);
      awaitEnd(partition, TwoClusters.end(clusters.source, partition));
    }
  }

  private static void awaitCopied(String topic, int partition, long records) {
    awaitEnd(new TopicPartition(topic, partition), records);
  }

  private static void awaitEnd(TopicPartition partition, long end) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              long now =
                  clusters.exists(clusters.target, partition.topic())
                      ? TwoClusters.end(clusters.target, partition)
                      : 0;
              if (now < end) {
                throw new AssertionError(partition + " ends at " + now + " instead of " + end);
              }
            });
  }
}
