package io.strait.validator.scope;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.log.LogBounds;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks for the ends of many logs with one request per broker. */
public final class Ends {
  private Ends() {}

  /**
   * The bounds of all these logs; starts are read last.
   *
   * @throws io.strait.replicator.cluster.ClusterException if the cluster does not answer
   */
  public static Map<TopicPartition, LogBounds> of(
      Cluster cluster, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> stable =
        ask(cluster, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends =
        ask(cluster, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> starts =
        ask(cluster, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, LogBounds> bounds = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long start = starts.get(partition);
      long visible = Math.max(start, stable.get(partition));
      bounds.put(partition, new LogBounds(start, visible, Math.max(visible, ends.get(partition))));
    }
    return bounds;
  }

  /**
   * For each log the first offset whose record is not older than a time; empty where there is none.
   *
   * @throws io.strait.replicator.cluster.ClusterException if the cluster does not answer
   */
  public static Map<TopicPartition, OptionalLong> at(
      Cluster cluster, Collection<TopicPartition> partitions, Instant time) {
    Map<TopicPartition, Long> found =
        ask(
            cluster,
            partitions,
            OffsetSpec.forTimestamp(time.toEpochMilli()),
            IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, OptionalLong> offsets = new HashMap<>();
    found.forEach(
        (partition, offset) ->
            offsets.put(partition, offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset)));
    return offsets;
  }

  private static Map<TopicPartition, Long> ask(
      Cluster cluster,
      Collection<TopicPartition> partitions,
      OffsetSpec spec,
      IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    ListOffsetsResult answer =
        cluster.admin().listOffsets(asked, new ListOffsetsOptions(isolation));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : asked.keySet()) {
      ListOffsetsResultInfo info =
          cluster.await("asking for offsets of " + partition, answer.partitionResult(partition));
      offsets.put(partition, info.offset());
    }
    return offsets;
  }
}
