package io.strait.replicator.sync.group;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The groups of one cluster, asked many at a time. Brokers before 3.0 are asked group by group. One
 * thread.
 */
final class ClusterGroups {
  /** Groups in one call; an answer holds all their positions. */
  private static final int CHUNK = 250;

  /** Calls under way at a time. */
  private static final int CALLS = 4;

  private final Cluster cluster;
  private Optional<Boolean> batches = Optional.empty();

  ClusterGroups(Cluster cluster) {
    this.cluster = cluster;
  }

  Cluster cluster() {
    return cluster;
  }

  /**
   * Positions of groups.
   *
   * @param of by group; a group without any has an empty map
   * @param problems why a group is not among them
   */
  record Positions(
      Map<String, Map<TopicPartition, OffsetAndMetadata>> of, Map<String, String> problems) {
    Map<TopicPartition, OffsetAndMetadata> of(String group) {
      return of.getOrDefault(group, Map.of());
    }
  }

  /** Asks for all groups that the credential may see. */
  KafkaFuture<Collection<GroupListing>> listing() {
    return cluster.admin().listGroups().all();
  }

  /** Waits for that. */
  Map<String, GroupSide> listed(KafkaFuture<Collection<GroupListing>> listing) {
    Map<String, GroupSide> groups = new HashMap<>();
    for (GroupListing one : cluster.await("listing its groups", listing)) {
      GroupState state = one.groupState().orElse(GroupState.UNKNOWN);
      groups.put(
          one.groupId(),
          new GroupSide(
              Optional.of(GroupKind.of(one)),
              state.toString(),
              state == GroupState.EMPTY || state == GroupState.DEAD));
    }
    return groups;
  }

  /**
   * What these groups have committed; positions of open transactions are not waited for.
   *
   * @throws ClusterException never; what cannot be read is among the problems
   */
  Positions positions(Collection<String> groups) {
    Positions found = new Positions(new HashMap<>(), new HashMap<>());
    List<String> left = new ArrayList<>(new TreeSet<>(groups));
    int together = left.size() > 1 && takesBatches() ? CHUNK : 1;
    for (int at = 0; at < left.size(); at += CHUNK * CALLS) {
      List<String> now = left.subList(at, Math.min(left.size(), at + CHUNK * CALLS));
      Map<String, ListConsumerGroupOffsetsResult> asked = new HashMap<>();
      for (int from = 0; from < now.size(); from += together) {
        List<String> chunk = now.subList(from, Math.min(now.size(), from + together));
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        chunk.forEach(group -> specs.put(group, new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult result = cluster.admin().listConsumerGroupOffsets(specs);
        chunk.forEach(group -> asked.put(group, result));
      }
      asked.forEach((group, result) -> take(group, result, found));
    }
    return found;
  }

  /**
   * Brokers before 3.0 take one group in a request. Asked for several, Kafka's client finds that
   * out anew for each, with growing pauses (seen: 34 s for 40 groups on 2.8.2, 0.1 s one by one).
   * No finalized feature stands for such a broker; newer ones with ZooKeeper have none either, and
   * are asked one by one as well.
   */
  private boolean takesBatches() {
    if (batches.isEmpty()) {
      try {
        batches =
            Optional.of(
                !cluster
                    .await(
                        "asking for its features",
                        cluster.admin().describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .isEmpty());
      } catch (ClusterException e) {
        return false;
      }
    }
    return batches.get();
  }

  private void take(String group, ListConsumerGroupOffsetsResult result, Positions found) {
    try {
      Map<TopicPartition, OffsetAndMetadata> positions =
          new HashMap<>(
              cluster.await(
                  "reading the positions of group '" + group + "'",
                  result.partitionsToOffsetAndMetadata(group)));
      positions.values().removeIf(java.util.Objects::isNull);
      found.of().put(group, positions);
    } catch (ClusterException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        found.of().put(group, Map.of());
      } else {
        found.problems().put(group, GroupFaults.text(e, group, "DESCRIBE"));
      }
    }
  }
}
