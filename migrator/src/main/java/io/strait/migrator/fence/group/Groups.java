package io.strait.migrator.fence.group;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * The consumer groups of one cluster, asked one by one and without trusting silence: a partition
 * whose position could not be read is an error, not "no position".
 *
 * <p>Stateless; safe for use by several threads.
 */
public final class Groups {
  private final Cluster cluster;

  /** Asks and acts under the cutover credential of that cluster. */
  public Groups(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Looks at one group.
   *
   * @throws ClusterException if it cannot be asked for
   */
  public GroupSight see(String group) {
    try {
      ConsumerGroupDescription seen =
          cluster.await(
              "describing group '" + group + "'",
              cluster.admin().describeConsumerGroups(List.of(group)).describedGroups().get(group));
      return sight(group, seen);
    } catch (ClusterException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return unlike(group);
      }
      throw e;
    }
  }

  /**
   * Positions of a group on these topics that its own cluster's logs do not hold: moved exactly,
   * they would make its consumers reset.
   *
   * @throws ClusterException if they cannot be read
   */
  public List<FenceFinding> outside(String group, Collection<String> topics) {
    Map<TopicPartition, OffsetAndMetadata> positions = positions(group, partitions(topics));
    return PositionRules.outside(
        group,
        cluster.alias().value(),
        positions,
        logStarts(positions.keySet()),
        logEnds(positions.keySet()));
  }

  /** Partition numbers of each topic; the credential must see all of them. */
  Set<TopicPartition> partitions(Collection<String> topics) {
    Map<String, TopicDescription> descriptions =
        cluster.await(
            "describing topics " + topics, cluster.admin().describeTopics(topics).allTopicNames());
    Set<TopicPartition> partitions = new HashSet<>();
    descriptions.forEach(
        (topic, description) ->
            description
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
    return partitions;
  }

  /**
   * The stable committed positions on these partitions; a partition without one is absent.
   *
   * @throws ClusterException retriable, if the broker left out a partition: an unstable position of
   *     an open transaction, or a topic hidden from the credential
   */
  Map<TopicPartition, OffsetAndMetadata> positions(String group, Set<TopicPartition> partitions) {
    String doing = "reading the offsets of group '" + group + "'";
    Map<TopicPartition, OffsetAndMetadata> answer =
        cluster.await(
            doing,
            cluster
                .admin()
                .listConsumerGroupOffsets(
                    Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                    new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group));
    Set<TopicPartition> missing = new HashSet<>(partitions);
    missing.removeAll(answer.keySet());
    if (!missing.isEmpty()) {
      throw new ClusterException(
          cluster.alias(),
          doing,
          new TimeoutException(
              "no answer for " + missing + "; it must not be taken for 'no position'"));
    }
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    answer.forEach(
        (partition, position) -> {
          if (position != null) {
            positions.put(partition, position);
          }
        });
    return positions;
  }

  /** Commits positions onto a group without members; creates the group if it is absent. */
  void commit(String group, Map<TopicPartition, OffsetAndMetadata> positions) {
    cluster.await(
        "committing " + positions.size() + " offsets of group '" + group + "'",
        cluster.admin().alterConsumerGroupOffsets(group, positions).all());
  }

  /** Deletes positions of a group; needs DELETE on it. */
  void forget(String group, Set<TopicPartition> partitions) {
    cluster.await(
        "deleting the offsets of group '" + group + "' on " + partitions,
        cluster.admin().deleteConsumerGroupOffsets(group, partitions).all());
  }

  /** Removes every member, static ones included; harmless if one left in the meantime. */
  void removeMembers(GroupSight sight) {
    if (sight.members().isEmpty()) {
      return;
    }
    RemoveMembersFromConsumerGroupOptions all = new RemoveMembersFromConsumerGroupOptions();
    all.reason("the group moves to another cluster");
    try {
      cluster.await(
          "removing the members of group '" + sight.group() + "'",
          cluster.admin().removeMembersFromConsumerGroup(sight.group(), all).all());
    } catch (ClusterException e) {
      if (!alreadyGone(e)) {
        throw e;
      }
    }
  }

  /** Log start and log end of partitions, as any consumer sees them. */
  Map<TopicPartition, Long> logStarts(Set<TopicPartition> partitions) {
    return offsets("log starts", partitions, OffsetSpec.earliest());
  }

  Map<TopicPartition, Long> logEnds(Set<TopicPartition> partitions) {
    return offsets("log ends", partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(
      String what, Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, ListOffsetsResultInfo> answer =
        cluster.await("reading " + what, cluster.admin().listOffsets(asked).all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** "Remove all" on a group that emptied itself fails in the client, not at the broker. */
  private static boolean alreadyGone(ClusterException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException
          || cause instanceof UnknownMemberIdException
          || cause instanceof GroupIdNotFoundException) {
        return true;
      }
    }
    return false;
  }

  private static GroupSight sight(String group, ConsumerGroupDescription seen) {
    GroupSight.Kind kind =
        seen.groupState() == GroupState.DEAD
            ? GroupSight.Kind.ABSENT
            : seen.type() == GroupType.CONSUMER
                ? GroupSight.Kind.CONSUMER
                : GroupSight.Kind.CLASSIC;
    return new GroupSight(
        group,
        kind,
        seen.groupState().toString(),
        seen.members().stream().map(Groups::member).toList());
  }

  private static GroupSight.Member member(MemberDescription member) {
    return new GroupSight.Member(
        member.consumerId(), member.groupInstanceId().orElse(""), member.clientId(), member.host());
  }

  /** "Not found" as a consumer group: it may still be there as a group of another type. */
  private GroupSight unlike(String group) {
    Optional<GroupListing> listing =
        cluster.await("listing groups", cluster.admin().listGroups().all()).stream()
            .filter(listed -> listed.groupId().equals(group))
            .findFirst();
    return listing
        .map(
            found ->
                new GroupSight(
                    group,
                    GroupSight.Kind.OTHER,
                    found.type().map(GroupType::toString).orElse("of an unknown type"),
                    List.of()))
        .orElse(new GroupSight(group, GroupSight.Kind.ABSENT, "", List.of()));
  }
}
