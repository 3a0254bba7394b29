package io.strait.validator.groups;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.groups.GroupSight.Committed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads the groups of one cluster, many at a time. One thread. */
final class GroupReader {
  private static final int TOGETHER = 200;

  /** Old brokers do not tell the state. */
  private static final Set<GroupState> AT_REST =
      EnumSet.of(GroupState.EMPTY, GroupState.DEAD, GroupState.UNKNOWN);

  private final Cluster cluster;

  GroupReader(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * What a cluster shows.
   *
   * @param groups by id
   * @param problems by id: why its positions are not known
   */
  record Seen(Map<String, GroupSight> groups, Map<String, String> problems) {}

  /**
   * All groups that may be seen, without positions.
   *
   * @throws ClusterException if the cluster does not answer or refuses
   */
  Map<String, GroupSight> listed() {
    Map<String, GroupSight> groups = new TreeMap<>();
    for (GroupListing one :
        cluster.await("listing its groups", cluster.admin().listGroups().all())) {
      GroupState state = one.groupState().orElse(GroupState.UNKNOWN);
      boolean active = !AT_REST.contains(state);
      groups.put(one.groupId(), new GroupSight(GroupKind.of(one), active, Map.of()));
    }
    return groups;
  }

  /** The same groups with their positions, as far as these ids are concerned. */
  Seen positions(Map<String, GroupSight> listed, Collection<String> ids) {
    Seen seen = new Seen(new TreeMap<>(), new TreeMap<>());
    List<String> left = new ArrayList<>(new TreeSet<>(ids));
    left.retainAll(listed.keySet());
    int together = takesMany() ? TOGETHER : 1;
    for (int at = 0; at < left.size(); at += TOGETHER) {
      Map<String, ListConsumerGroupOffsetsResult> asked = new HashMap<>();
      List<String> now = left.subList(at, Math.min(left.size(), at + TOGETHER));
      for (int from = 0; from < now.size(); from += together) {
        List<String> call = now.subList(from, Math.min(now.size(), from + together));
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        call.forEach(id -> specs.put(id, new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult result = cluster.admin().listConsumerGroupOffsets(specs);
        call.forEach(id -> asked.put(id, result));
      }
      asked.forEach((id, result) -> take(id, listed.get(id), result, seen));
    }
    return seen;
  }

  private void take(
      String id, GroupSight listed, ListConsumerGroupOffsetsResult result, Seen seen) {
    Map<TopicPartition, Committed> positions = new HashMap<>();
    try {
      cluster
          .await(
              "reading the positions of group '" + id + "' (needs DESCRIBE on GROUP '" + id + "')",
              result.partitionsToOffsetAndMetadata(id))
          .forEach(
              (partition, position) -> {
                if (position != null) {
                  positions.put(partition, committed(position));
                }
              });
      seen.groups().put(id, new GroupSight(listed.kind(), listed.active(), positions));
    } catch (ClusterException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        seen.groups().put(id, new GroupSight(listed.kind(), false, Map.of()));
      } else {
        seen.problems().put(id, e.getMessage());
      }
    }
  }

  private static Committed committed(OffsetAndMetadata position) {
    return new Committed(
        position.offset(),
        position.leaderEpoch().map(OptionalInt::of).orElse(OptionalInt.empty()),
        position.metadata());
  }

  /** Kafka's client slows down on brokers before 3.0 when several are asked for at once. */
  private boolean takesMany() {
    try {
      return !cluster
          .await("asking for its features", cluster.admin().describeFeatures().featureMetadata())
          .finalizedFeatures()
          .isEmpty();
    } catch (ClusterException e) {
      return false;
    }
  }
}
