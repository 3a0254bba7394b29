package io.strait.ops.mirrormaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.mirror.Checkpoint;
import org.apache.kafka.connect.mirror.MirrorClient;
import org.apache.kafka.connect.mirror.RemoteClusterUtils;

/** What programs hear that were made for MirrorMaker 2, through its own client. */
final class EarlierAnswers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final TopicPartition CHECKPOINTS = new TopicPartition("A.checkpoints.internal", 0);

  private EarlierAnswers() {}

  static Map<TopicPartition, OffsetAndMetadata> translated(String bootstrap, String group)
      throws Exception {
    return new HashMap<>(
        RemoteClusterUtils.translateOffsets(
            Map.of("bootstrap.servers", bootstrap), "A", group, PATIENCE));
  }

  /** The last checkpoint of each group and partition, as its classes read them. */
  static Map<String, Map<TopicPartition, OffsetAndMetadata>> checkpoints(String bootstrap) {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> all = new HashMap<>();
    try (Cluster cluster =
            new Cluster(new ClusterSpec(new ClusterAlias("b"), bootstrap, Map.of()));
        Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      consumer.assign(List.of(CHECKPOINTS));
      consumer.seekToBeginning(List.of(CHECKPOINTS));
      long end = consumer.endOffsets(List.of(CHECKPOINTS)).get(CHECKPOINTS);
      while (consumer.position(CHECKPOINTS) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  Checkpoint read = Checkpoint.deserializeRecord(record);
                  all.computeIfAbsent(read.consumerGroupId(), group -> new HashMap<>())
                      .put(read.topicPartition(), new OffsetAndMetadata(read.downstreamOffset()));
                });
      }
    }
    return all;
  }

  /** Heartbeats arrive and are known for what they are. */
  static void awaitHeartbeats(String bootstrap, Duration soon) throws Exception {
    try (MirrorClient client =
        new MirrorClient(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      await()
          .atMost(soon)
          .untilAsserted(
              () -> {
                assertThat(client.heartbeatTopics()).contains("heartbeats", "A.heartbeats");
                assertThat(client.checkpointTopics()).contains("A.checkpoints.internal");
                assertThat(client.upstreamClusters()).containsExactly("A");
                assertThat(client.replicationHops("A")).isEqualTo(1);
                assertThat(client.remoteTopics("A")).contains("A.orders", "A.sales.eu");
              });
    }
  }
}
