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
    ListOffsetsResult first = ask(cluster, partitions, OffsetSpec.earliest());
    ListOffsetsResult last = ask(cluster, partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = answers(cluster, partitions, first);
    Map<TopicPartition, Long> extents = new HashMap<>();
    answers(cluster, partitions, last)
        .forEach(
            (partition, end) ->
                extents.put(partition, Math.max(0, end - starts.getOrDefault(partition, end))));
    return extents;
  }

  private static ListOffsetsResult ask(
      Cluster cluster, Collection<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    return cluster.admin().listOffsets(asked);
  }

  private static Map<TopicPartition, Long> answers(
      Cluster cluster, Collection<TopicPartition> partitions, ListOffsetsResult answer) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
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
