package io.strait.validator.log;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How many offsets many partitions hold, for progress only: a partition that does not answer counts
 * as empty.
 */
public final class Extents {
  private Extents() {}

  /** Offsets between log start and high watermark, by partition. */
  public static Map<TopicPartition, Long> of(
      Cluster cluster, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> starts = ask(cluster, partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> extents = new HashMap<>();
    ask(cluster, partitions, OffsetSpec.latest())
        .forEach(
            (partition, end) ->
                extents.put(partition, Math.max(0, end - starts.getOrDefault(partition, end))));
    return extents;
  }

  private static Map<TopicPartition, Long> ask(
      Cluster cluster, Collection<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    ListOffsetsResult answer = cluster.admin().listOffsets(asked);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : asked.keySet()) {
      try {
        String doing = "asking for the extent of " + partition;
        offsets.put(partition, cluster.await(doing, answer.partitionResult(partition)).offset());
      } catch (ClusterException unknown) {
        offsets.remove(partition);
      }
    }
    return offsets;
  }
}
