package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leaders move on both sides under load, by election and by the loss of a broker. */
@Timeout(240)
final class LeaderMoveIT {
  private static final int PARTITIONS = 4;

  @Test
  void shouldFollowLeadersOnBothSidesUnderLoad(@TempDir Path directory) {
    try (SandboxCluster east =
            SandboxCluster.start(SandboxSpec.plain("east", directory).withBrokers(3));
        SandboxCluster west =
            SandboxCluster.start(SandboxSpec.plain("west", directory).withBrokers(3));
        TwoClusters clusters = new TwoClusters(east, west, "admin")) {
      clusters.createTopic(clusters.source, "moved", PARTITIONS, 3, Map.of());
      CompletableFuture<Void> load =
          new Load(clusters.source, "moved", PARTITIONS, 21).sendBeside(150_000);
      try (LinkEngine engine =
          clusters.engine(clusters.link("moved", "moved"), EngineOptions.defaults())) {
        awaitSome(engine);
        for (int round = 0; round < 2; round++) {
          moveLeaders(clusters.target, "moved");
          moveLeaders(clusters.source, "moved");
        }
        west.stopBroker(2);
        east.stopBroker(3);
        load.join();
        west.startBroker(2);
        east.startBroker(3);
        clusters.awaitCopied(engine, "moved", PARTITIONS);

        assertThat(engine.progress().problem()).isEmpty();
      }
      clusters.assertSame("moved", PARTITIONS);
    }
  }

  private static void awaitSome(LinkEngine engine) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .until(() -> engine.progress().recordsCopied() > 0);
  }

  /** Turns each replica list by one and elects the new first of it. */
  private static void moveLeaders(Cluster cluster, String topic) {
    TopicDescription before = describe(cluster, topic);
    for (TopicPartitionInfo info : before.partitions()) {
      TopicPartition partition = new TopicPartition(topic, info.partition());
      List<Integer> replicas = new ArrayList<>(info.replicas().stream().map(Node::id).toList());
      Collections.rotate(replicas, 1);
      cluster.await(
          "turning the replicas of " + partition,
          cluster
              .admin()
              .alterPartitionReassignments(
                  Map.of(partition, Optional.of(new NewPartitionReassignment(replicas))))
              .all());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () ->
                  cluster
                      .await(
                          "electing",
                          cluster
                              .admin()
                              .electLeaders(ElectionType.PREFERRED, Set.of(partition))
                              .partitions())
                      .containsKey(partition));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  describe(cluster, topic).partitions().get(info.partition()).leader().id()
                      == replicas.get(0));
    }
  }

  private static TopicDescription describe(Cluster cluster, String topic) {
    return cluster
        .await(
            "describing " + topic, cluster.admin().describeTopics(List.of(topic)).allTopicNames())
        .get(topic);
  }
}
