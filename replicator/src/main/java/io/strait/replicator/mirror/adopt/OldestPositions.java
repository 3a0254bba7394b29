package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.TopicPartition;

/** The furthest any consumer group is behind. */
final class OldestPositions {
  private OldestPositions() {}

  /**
   * The lowest position of all groups by partition; partitions that no group reads are left out.
   */
  static Map<TopicPartition, Long> of(Cluster cluster, Set<TopicPartition> partitions) {
    Map<String, ListConsumerGroupOffsetsSpec> groups =
        cluster
            .await(
                "listing its groups",
                cluster.admin().listGroups(ListGroupsOptions.forConsumerGroups()).all())
            .stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
    Map<TopicPartition, Long> oldest = new HashMap<>();
    if (!groups.isEmpty()) {
      cluster
          .await(
              "reading the positions of its groups",
              cluster.admin().listConsumerGroupOffsets(groups).all())
          .values()
          .forEach(
              positions ->
                  positions.forEach(
                      (partition, position) -> {
                        if (position != null && partitions.contains(partition)) {
                          oldest.merge(partition, position.offset(), Math::min);
                        }
                      }));
    }
    return oldest;
  }
}
