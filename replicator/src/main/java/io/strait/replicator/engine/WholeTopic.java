package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads one partition from its beginning to where it ends when the reading begins, once. */
final class WholeTopic {
  private WholeTopic() {}

  /**
   * Hands over every committed record, in order.
   *
   * @throws ClusterException if it cannot be read, or no record comes for {@link
   *     Cluster#CALL_DEADLINE}
   */
  static void read(
      Cluster cluster, TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (TopicReader reader = new TopicReader(cluster)) {
      reader.read(Map.of(partition, each));
    }
  }
}
