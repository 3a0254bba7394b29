package io.strait.migrator.fence.group;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What may be committed on the other cluster, and as what. Pure. */
final class PositionRules {
  private PositionRules() {}

  /** The partition on the other cluster. */
  static TopicPartition mapped(TopicPartition partition, List<TopicMapping> topics) {
    return topics.stream()
        .filter(mapping -> mapping.source().equals(partition.topic()))
        .findFirst()
        .map(mapping -> new TopicPartition(mapping.target(), partition.partition()))
        .orElseThrow(
            () -> new IllegalArgumentException(partition + " is in none of the topics " + topics));
  }

  /** The same positions on the other cluster: exact offset, same note, no leader epoch. */
  static Map<TopicPartition, OffsetAndMetadata> mapped(
      Map<TopicPartition, OffsetAndMetadata> positions, List<TopicMapping> topics) {
    Map<TopicPartition, OffsetAndMetadata> mapped = new HashMap<>();
    positions.forEach(
        (partition, position) ->
            mapped.put(
                mapped(partition, topics),
                new OffsetAndMetadata(position.offset(), Optional.empty(), position.metadata())));
    return mapped;
  }

  /** Positions that the other log does not hold. */
  static List<FenceFinding> outside(
      String group,
      String cluster,
      Map<TopicPartition, OffsetAndMetadata> positions,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends) {
    List<FenceFinding> findings = new ArrayList<>();
    positions.forEach(
        (partition, position) -> {
          Long start = starts.get(partition);
          Long end = ends.get(partition);
          if (start == null || end == null) {
            findings.add(unknown(group, cluster, partition));
          } else if (position.offset() > end) {
            findings.add(ahead(group, cluster, partition, position.offset(), end));
          } else if (position.offset() < start) {
            findings.add(behind(group, cluster, partition, position.offset(), start));
          }
        });
    return findings;
  }

  static List<GroupOffset> listed(Map<TopicPartition, OffsetAndMetadata> positions) {
    return positions.entrySet().stream()
        .map(
            entry ->
                new GroupOffset(
                    entry.getKey().topic(),
                    entry.getKey().partition(),
                    entry.getValue().offset(),
                    entry.getValue().metadata()))
        .sorted(
            java.util.Comparator.comparing(GroupOffset::topic)
                .thenComparingInt(GroupOffset::partition))
        .toList();
  }

  private static FenceFinding unknown(String group, String cluster, TopicPartition partition) {
    return FenceFinding.blocking(
        "GROUP_PARTITION_MISSING",
        group,
        "group '"
            + group
            + "' has a position on "
            + partition
            + ", which cluster '"
            + cluster
            + "' does not have",
        "mirror the partition first");
  }

  private static FenceFinding ahead(
      String group, String cluster, TopicPartition partition, long offset, long end) {
    return FenceFinding.blocking(
        "GROUP_AHEAD",
        group,
        "group '"
            + group
            + "' stands at offset "
            + offset
            + " of "
            + partition
            + " but the log of cluster '"
            + cluster
            + "' ends at "
            + end
            + ": its next records would be skipped",
        "drain the link to the frontier, or reset the group to a position that exists");
  }

  private static FenceFinding behind(
      String group, String cluster, TopicPartition partition, long offset, long start) {
    return FenceFinding.blocking(
        "GROUP_BELOW_LOG_START",
        group,
        "group '"
            + group
            + "' stands at offset "
            + offset
            + " of "
            + partition
            + " but the log of cluster '"
            + cluster
            + "' starts at "
            + start
            + ": it would be reset by auto.offset.reset",
        "reset the group to a position that exists, for example with"
            + " kafka-consumer-groups --reset-offsets --to-earliest");
  }
}
