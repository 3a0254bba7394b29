package io.strait.replicator.share;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at a shared link and says what its next plan is; used by whoever holds the planner's lease.
 * Belongs to one thread.
 */
final class Planner {
  private static final long TOPICS_MILLIS = 3_000;

  private final Link link;
  private final int slots;
  private final ShareTimes times;
  private final Cluster target;
  private final Cluster from;
  private final TopicObserver source;
  private final long began;
  private Set<TopicPartition> partitions = Set.of();
  private long observedAt = Long.MIN_VALUE / 2;
  private long restingSince;

  /** {@code now} is when it became the planner. */
  Planner(Link link, int slots, ShareTimes times, Cluster source, Cluster target, long now) {
    this.link = link;
    this.slots = slots;
    this.times = times;
    this.target = target;
    this.from = source;
    this.source = new TopicObserver(source);
    this.began = now;
    this.restingSince = now;
  }

  /**
   * The next plan, if there is a reason for one.
   *
   * @param state as of the log's end; nothing that this planner wrote may be unread
   * @param now milliseconds of a monotonic clock, the one of the state
   */
  Optional<SharePlan> next(ShareState state, Traffic traffic, long now) {
    observe(now);
    Set<Integer> heard = heard(state, now);
    boolean first = state.plan().version() == 0;
    if (partitions.isEmpty()
        || first && heard.size() < slots && now - began < times.gather().toMillis()) {
      return Optional.empty();
    }
    Set<Integer> alive = first ? heard : alive(heard, now);
    Situation situation =
        new Situation(
            partitions,
            alive,
            state.settled(),
            ownerless(state.plan().leaving(), heard),
            traffic.rates(),
            now - restingSince >= times.balance().toMillis());
    Optional<SharePlan> next = Balance.next(state.plan(), situation);
    if (next.isPresent()) {
      restingSince = now;
      return next;
    }
    return state.isDisputed()
        ? Optional.of(new SharePlan(state.plan().version() + 1, state.plan().places()))
        : Optional.empty();
  }

  private void observe(long now) {
    if (now - observedAt < TOPICS_MILLIS) {
      return;
    }
    List<String> topics = SourceTopics.of(link, from).sources();
    Set<TopicPartition> found = new HashSet<>(partitions);
    for (TopicFacts topic : source.observe(topics).values()) {
      IntStream.range(0, topic.partitions())
          .forEach(number -> found.add(new TopicPartition(topic.name(), number)));
    }
    partitions = Set.copyOf(found);
    observedAt = now;
  }

  private Set<Integer> heard(ShareState state, long now) {
    return state.reports().values().stream()
        .filter(heard -> now - heard.at() < patience(heard.report()))
        .map(heard -> heard.report().slot())
        .filter(slot -> slot < slots)
        .collect(Collectors.toSet());
  }

  private long patience(SlotReport report) {
    return Math.max(times.silence().toMillis(), 3 * report.everyMillis());
  }

  /** A new planner has not listened long enough to say of a slot that nobody serves it. */
  private Set<Integer> alive(Set<Integer> heard, long now) {
    if (now - began >= times.silence().toMillis()) {
      return heard;
    }
    return IntStream.range(0, slots).boxed().collect(Collectors.toSet());
  }

  /** Those that must let go of something, are silent, and whose lease nobody holds. */
  private Set<Integer> ownerless(Set<Integer> leaving, Set<Integer> heard) {
    Set<Integer> silent = new HashSet<>(leaving);
    silent.removeAll(heard);
    return silent.stream().filter(this::hasNoOwner).collect(Collectors.toSet());
  }

  private boolean hasNoOwner(int slot) {
    String group = LinkEngine.leaseGroup(link.name(), Integer.toString(slot));
    Collection<ConsumerGroupDescription> found =
        target
            .await(
                "asking who holds the lease '" + group + "'",
                target.admin().describeConsumerGroups(List.of(group)).all())
            .values();
    return found.stream().allMatch(description -> description.members().isEmpty());
  }
}
