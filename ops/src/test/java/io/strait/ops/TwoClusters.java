package io.strait.ops;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;

/** East and west, secured, one broker each, started together. */
public record TwoClusters(KafkaCluster east, KafkaCluster west) implements AutoCloseable {

  /** Starts both. */
  public static TwoClusters start(Path folder) {
    CompletableFuture<KafkaCluster> east =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("east", folder)));
    CompletableFuture<KafkaCluster> west =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("west", folder)));
    return new TwoClusters(east.join(), west.join());
  }

  /** How to reach one of them as one of its principals. */
  public static ClusterSpec spec(KafkaCluster cluster, String principal) {
    return new ClusterSpec(
        new ClusterAlias(cluster.alias()),
        cluster.bootstrap(),
        cluster.clientProperties(principal));
  }

  /** A connection that may do everything; the caller closes it. */
  public static Cluster admin(KafkaCluster cluster) {
    return new Cluster(spec(cluster, Principals.ADMIN));
  }

  /** Creates a topic on east and lets the applications use it on both sides. */
  public void createTopic(String topic, int partitions, List<String> groups) {
    try (Cluster cluster = admin(east)) {
      NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
      ReadyTopics.create(cluster.admin(), List.of(wanted));
    }
    east.grantApplication(List.of(topic), groups);
    west.grantApplication(List.of(topic), groups);
  }

  @Override
  public void close() {
    try {
      east.close();
    } finally {
      west.close();
    }
  }
}
