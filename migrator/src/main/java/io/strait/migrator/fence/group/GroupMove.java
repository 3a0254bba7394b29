package io.strait.migrator.fence.group;

import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.migrator.fence.acl.Patience;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the exact positions of a consumer group from one cluster to another; for the way back,
 * build one with the clusters swapped and the mappings reversed.
 *
 * <p>The group's principals must be fenced first ({@link GroupFence}): a removed member comes back
 * within seconds otherwise, and a coming back classic member overwrites the positions. The link
 * must be drained: positions beyond the other log's end are refused. May be repeated; each run
 * reads anew. Stateless; safe for use by several threads, one group at a time.
 *
 * <p>Not moved: share groups, groups of other topics than the wave's, positions that a consumer
 * keeps outside Kafka.
 */
public final class GroupMove {
  private static final Logger log = LoggerFactory.getLogger(GroupMove.class);

  private final Cluster fromCluster;
  private final Cluster toCluster;
  private final Groups from;
  private final Groups to;
  private final List<TopicMapping> topics;
  private final Patience patience;

  /**
   * Moves groups from one cluster to the other.
   *
   * @param topics the topics of the wave; {@code source} names them on {@code from}
   */
  public GroupMove(Cluster from, Cluster to, List<TopicMapping> topics, Patience patience) {
    this.fromCluster = from;
    this.toCluster = to;
    this.from = new Groups(from);
    this.to = new Groups(to);
    this.topics = List.copyOf(topics);
    this.patience = patience;
  }

  /**
   * Removes the group's members, reads its positions, commits them on the other cluster and reads
   * them back.
   *
   * @throws ClusterException if a cluster cannot be asked or refuses; nothing is half committed for
   *     the reader: a repetition starts from the beginning
   */
  public GroupOutcome move(String group, Budget budget) {
    GroupSight before = from.see(group);
    Optional<GroupOutcome> early = unmovable(before);
    if (early.isPresent()) {
      return told(early.get());
    }
    GroupSight vacant =
        patience.until(budget.groups(), budget.pause(), () -> emptied(group), GroupSight::vacant);
    if (!vacant.vacant()) {
      return told(refused(group, stillActive(vacant, fromCluster)));
    }
    Set<TopicPartition> partitions =
        from.partitions(topics.stream().map(TopicMapping::source).collect(Collectors.toSet()));
    Map<TopicPartition, OffsetAndMetadata> positions =
        patience.until(
            budget.groups(), budget.pause(), () -> from.positions(group, partitions), all -> true);
    if (positions.isEmpty()) {
      return told(
          new GroupOutcome.NothingToMove(group, "it has no position on the topics of the wave"));
    }
    return told(carried(before, partitions, positions));
  }

  private GroupOutcome carried(
      GroupSight before,
      Set<TopicPartition> partitions,
      Map<TopicPartition, OffsetAndMetadata> positions) {
    String group = before.group();
    GroupSight other = to.see(group);
    if (!other.vacant()) {
      return refused(group, stillActive(other, toCluster));
    }
    Map<TopicPartition, OffsetAndMetadata> wanted = PositionRules.mapped(positions, topics);
    Set<TopicPartition> mapped =
        partitions.stream()
            .map(partition -> PositionRules.mapped(partition, topics))
            .collect(Collectors.toSet());
    List<FenceFinding> outside =
        PositionRules.outside(
            group,
            toCluster.alias().value(),
            wanted,
            to.logStarts(wanted.keySet()),
            to.logEnds(wanted.keySet()));
    if (!outside.isEmpty()) {
      return new GroupOutcome.Refused(group, outside);
    }
    Map<TopicPartition, OffsetAndMetadata> stale =
        other.kind() == GroupSight.Kind.ABSENT
            ? Map.of()
            : without(to.positions(group, mapped), wanted.keySet());
    Optional<FenceFinding> kept = forgotten(group, stale);
    if (kept.isPresent()) {
      return refused(group, kept.get());
    }
    to.commit(group, wanted);
    return verified(before, partitions, positions, wanted, stale);
  }

  private GroupOutcome verified(
      GroupSight before,
      Set<TopicPartition> partitions,
      Map<TopicPartition, OffsetAndMetadata> positions,
      Map<TopicPartition, OffsetAndMetadata> wanted,
      Map<TopicPartition, OffsetAndMetadata> stale) {
    String group = before.group();
    List<FenceFinding> findings = new ArrayList<>();
    if (!from.see(group).vacant() || !from.positions(group, partitions).equals(positions)) {
      findings.add(
          FenceFinding.blocking(
              "GROUP_MOVED_ON",
              group,
              "group '"
                  + group
                  + "' came back or committed on cluster '"
                  + fromCluster.alias()
                  + "' while its positions were read",
              "fence every principal of the group, then move it again"));
    }
    Set<TopicPartition> mapped =
        partitions.stream()
            .map(partition -> PositionRules.mapped(partition, topics))
            .collect(Collectors.toSet());
    Map<TopicPartition, OffsetAndMetadata> standing = to.positions(group, mapped);
    if (!standing.equals(wanted)) {
      findings.add(
          FenceFinding.blocking(
              "GROUP_NOT_AS_COMMITTED",
              group,
              "group '"
                  + group
                  + "' stands at "
                  + standing
                  + " on cluster '"
                  + toCluster.alias()
                  + "' but "
                  + wanted
                  + " was committed",
              "stop whoever commits there, then move it again"));
    }
    return findings.isEmpty()
        ? new GroupOutcome.Moved(
            group,
            before.kind(),
            before.members(),
            PositionRules.listed(positions),
            PositionRules.listed(stale))
        : new GroupOutcome.Refused(group, findings);
  }

  /** A position that only the other side has would make its consumers start where nobody stood. */
  private Optional<FenceFinding> forgotten(
      String group, Map<TopicPartition, OffsetAndMetadata> stale) {
    if (stale.isEmpty()) {
      return Optional.empty();
    }
    try {
      to.forget(group, stale.keySet());
      return Optional.empty();
    } catch (ClusterException e) {
      if (e.kind() != FaultKind.NEEDS_HUMAN) {
        throw e;
      }
      return Optional.of(
          FenceFinding.blocking(
              "GROUP_STALE_ON_TARGET",
              group,
              "group '"
                  + group
                  + "' has positions on cluster '"
                  + toCluster.alias()
                  + "' that it does not have on '"
                  + fromCluster.alias()
                  + "': "
                  + stale
                  + ", and they may not be deleted: "
                  + e.getMessage(),
              "grant DELETE on GROUP '"
                  + group
                  + "' to the cutover credential, or delete them with"
                  + " kafka-consumer-groups --delete-offsets"));
    }
  }

  private GroupSight emptied(String group) {
    from.removeMembers(from.see(group));
    return from.see(group);
  }

  private static Optional<GroupOutcome> unmovable(GroupSight sight) {
    return switch (sight.kind()) {
      case ABSENT ->
          Optional.of(new GroupOutcome.NothingToMove(sight.group(), "the group is absent"));
      case OTHER ->
          Optional.of(
              refused(
                  sight.group(),
                  FenceFinding.blocking(
                      "GROUP_TYPE_UNSUPPORTED",
                      sight.group(),
                      "group '" + sight.group() + "' is a " + sight.state() + " group",
                      "take it out of the wave and move it by hand")));
      case CLASSIC, CONSUMER -> Optional.empty();
    };
  }

  private static FenceFinding stillActive(GroupSight sight, Cluster cluster) {
    return FenceFinding.blocking(
        "GROUP_ACTIVE",
        sight.group(),
        "group '"
            + sight.group()
            + "' is "
            + sight.state()
            + " on cluster '"
            + cluster.alias()
            + "' with members "
            + sight.members(),
        "stop its consumers there, or fence every principal they use");
  }

  private static GroupOutcome refused(String group, FenceFinding finding) {
    return new GroupOutcome.Refused(group, List.of(finding));
  }

  private static Map<TopicPartition, OffsetAndMetadata> without(
      Map<TopicPartition, OffsetAndMetadata> positions, Set<TopicPartition> wanted) {
    Map<TopicPartition, OffsetAndMetadata> rest = new HashMap<>(positions);
    rest.keySet().removeAll(new HashSet<>(wanted));
    return rest;
  }

  private GroupOutcome told(GroupOutcome outcome) {
    log.atInfo()
        .addKeyValue("group", outcome.group())
        .addKeyValue("from", fromCluster.alias())
        .addKeyValue("to", toCluster.alias())
        .addKeyValue("outcome", outcome)
        .log("Group move ended");
    return outcome;
  }
}
