package io.strait.ops.cli;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that a sandbox starts with. */
final class SandboxTopics {
  private SandboxTopics() {}

  static void create(KafkaCluster cluster, List<String> topics, int partitions) {
    ClusterSpec admin =
        new ClusterSpec(
            new ClusterAlias(cluster.alias()),
            cluster.bootstrap(),
            cluster.clientProperties(Principals.ADMIN));
    List<NewTopic> wanted =
        topics.stream()
            .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty()))
            .toList();
    try (Cluster connection = new Cluster(admin)) {
      ReadyTopics.create(connection.admin(), wanted);
    }
  }
}
