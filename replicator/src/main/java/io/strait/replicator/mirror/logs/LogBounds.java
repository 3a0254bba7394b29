package io.strait.replicator.mirror.logs;

import io.strait.replicator.cluster.Cluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where logs begin and end. */
public final class LogBounds {
  private LogBounds() {}

  /**
   * One log.
   *
   * @param start its start
   * @param stable first offset of the oldest transaction that has not ended, or its end
   * @param end its replicated end
   */
  public record Bounds(long start, long stable, long end) {}

  /**
   * Those of partitions that exist.
   *
   * @throws io.strait.replicator.cluster.ClusterException if one cannot be asked about
   */
  public static Map<TopicPartition, Bounds> of(
      Cluster cluster, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> starts =
        ask(cluster, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> stable =
        ask(cluster, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends =
        ask(cluster, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Bounds> bounds = new HashMap<>();
    starts.forEach(
        (partition, start) ->
            bounds.put(partition, new Bounds(start, stable.get(partition), ends.get(partition))));
    return bounds;
  }

  private static Map<TopicPartition, Long> ask(
      Cluster cluster,
      Collection<TopicPartition> partitions,
      OffsetSpec spec,
      IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
    return cluster
        .await(
            "listing offsets",
            cluster.admin().listOffsets(asked, new ListOffsetsOptions(level)).all())
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> entry) ->
                    entry.getValue().offset()));
  }
}
