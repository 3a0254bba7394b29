package io.strait.validator.log;

import io.strait.replicator.cluster.Cluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks for the ends of many partitions in one call. */
public final class StableEnds {
  private StableEnds() {}

  /**
   * The last stable offsets.
   *
   * @throws io.strait.replicator.cluster.ClusterException if one of them cannot be learned
   */
  public static Map<TopicPartition, Long> of(
      Cluster cluster, Collection<TopicPartition> partitions) {
    return ends(cluster, partitions, IsolationLevel.READ_COMMITTED);
  }

  /**
   * The high watermarks, which also move while a transaction is open.
   *
   * @throws io.strait.replicator.cluster.ClusterException if one of them cannot be learned
   */
  public static Map<TopicPartition, Long> highWatermarks(
      Cluster cluster, Collection<TopicPartition> partitions) {
    return ends(cluster, partitions, IsolationLevel.READ_UNCOMMITTED);
  }

  private static Map<TopicPartition, Long> ends(
      Cluster cluster, Collection<TopicPartition> partitions, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    ListOffsetsResult answer =
        cluster.admin().listOffsets(asked, new ListOffsetsOptions(isolation));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (TopicPartition partition : asked.keySet()) {
      String doing = "asking for the end of " + partition;
      ends.put(partition, cluster.await(doing, answer.partitionResult(partition)).offset());
    }
    return ends;
  }
}
