package io.strait.ops.bench.lab;

import io.strait.replicator.cluster.Cluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Positions of consumer groups that have no members. */
public final class Groups {
  private final Cluster cluster;

  /** Those of that cluster. */
  public Groups(Topics topics) {
    this.cluster = topics.cluster();
  }

  /** Sets positions by group and partition. */
  public void commit(Map<String, Map<TopicPartition, Long>> positions) {
    positions.forEach(
        (group, offsets) ->
            cluster.await(
                "setting positions of " + group,
                cluster
                    .admin()
                    .alterConsumerGroupOffsets(
                        group,
                        offsets.entrySet().stream()
                            .collect(
                                Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> new OffsetAndMetadata(entry.getValue()))))
                    .all()));
  }

  /** Positions by group; a group or partition without one is left out. */
  public Map<String, Map<TopicPartition, Long>> positions(Collection<String> groups) {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> found =
        cluster.await(
            "reading positions",
            cluster
                .admin()
                .listConsumerGroupOffsets(
                    groups.stream()
                        .collect(
                            Collectors.toMap(
                                group -> group, group -> new ListConsumerGroupOffsetsSpec())))
                .all());
    Map<String, Map<TopicPartition, Long>> positions = new HashMap<>();
    found.forEach(
        (group, offsets) -> {
          Map<TopicPartition, Long> known = new HashMap<>();
          offsets.forEach(
              (partition, position) -> {
                if (position != null) {
                  known.put(partition, position.offset());
                }
              });
          positions.put(group, known);
        });
    return positions;
  }

  /** Deletes those of the groups that exist. */
  public void delete(Set<String> groups) {
    Set<String> existing =
        cluster.await("listing groups", cluster.admin().listGroups().all()).stream()
            .map(group -> group.groupId())
            .filter(groups::contains)
            .collect(Collectors.toSet());
    if (!existing.isEmpty()) {
      cluster.await("deleting groups", cluster.admin().deleteConsumerGroups(existing).all());
    }
  }
}
