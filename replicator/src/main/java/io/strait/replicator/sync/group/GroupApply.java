package io.strait.replicator.sync.group;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.group.GroupReconciler.Planned;
import io.strait.replicator.sync.group.GroupWrites.Failures;
import io.strait.replicator.sync.group.GroupWrites.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes planned positions: looks once more, stores what it is about to do, writes, reads back. A
 * crash between any two of these leaves what the next comparison understands. One thread.
 */
final class GroupApply {
  private final ClusterGroups here;
  private final ClusterGroups there;
  private final AppliedPairs pairs;

  GroupApply(ClusterGroups source, ClusterGroups target, AppliedPairs pairs) {
    this.here = source;
    this.there = target;
    this.pairs = pairs;
  }

  /** One outcome for each; a failure of one group touches no other. */
  List<Outcome> all(Map<Difference, Planned> work) {
    Map<Difference, Planned> left = new HashMap<>(work);
    Map<Difference, String> failed = new HashMap<>();
    try {
      unmoved(left, failed);
      Map<Difference, Optional<AppliedPosition>> before = intend(left);
      write(left, failed, before);
    } catch (ClusterException e) {
      left.keySet().forEach(difference -> failed.putIfAbsent(difference, e.getMessage()));
    }
    List<Outcome> outcomes = new ArrayList<>();
    work.keySet()
        .forEach(
            difference ->
                outcomes.add(
                    failed.containsKey(difference)
                        ? Outcome.failed(difference, failed.get(difference))
                        : Outcome.done(difference)));
    return outcomes;
  }

  /** Leaves out what moved since it was compared. */
  private void unmoved(Map<Difference, Planned> left, Map<Difference, String> failed) {
    Set<String> groups = left.values().stream().map(Planned::group).collect(Collectors.toSet());
    ClusterGroups.Positions targets = there.positions(groups);
    ClusterGroups.Positions sources = here.positions(groups);
    for (Map.Entry<Difference, Planned> one : Map.copyOf(left).entrySet()) {
      GroupSurvey.Position at = one.getValue().at();
      String group = one.getValue().group();
      boolean takesBack = at.verdict() instanceof Verdict.SetSource;
      OptionalLong target = offset(targets.of(group), at.mirror());
      // A group that goes on on the target meanwhile is met again; what it has passed it has
      // passed.
      boolean onTarget =
          at.target().equals(target)
              || takesBack && target.isPresent() && target.getAsLong() > at.target().getAsLong();
      boolean needsSource = !(at.verdict() instanceof Verdict.SetTarget);
      boolean onSource =
          !needsSource || at.source().equals(offset(sources.of(group), at.partition()));
      String problem =
          Optional.ofNullable(targets.problems().get(group))
              .or(() -> Optional.ofNullable(sources.problems().get(group)))
              .orElse("it moved since it was compared; the next comparison looks again");
      boolean readable =
          !targets.problems().containsKey(group) && !sources.problems().containsKey(group);
      if (!readable || !onTarget || !onSource) {
        failed.put(one.getKey(), problem);
        left.remove(one.getKey());
      }
    }
  }

  private static OptionalLong offset(
      Map<TopicPartition, OffsetAndMetadata> positions, TopicPartition partition) {
    OffsetAndMetadata position = positions.get(partition);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position.offset());
  }

  /** Stores what is about to be written; answers with what was stored before. */
  private Map<Difference, Optional<AppliedPosition>> intend(Map<Difference, Planned> left) {
    Map<Difference, Optional<AppliedPosition>> before = new HashMap<>();
    Set<String> groups = new HashSet<>();
    left.forEach(
        (difference, one) -> {
          TopicPartition partition = one.at().partition();
          before.put(difference, pairs.of(one.group(), partition));
          AppliedPosition.intended(one.at().verdict(), one.at().source(), one.at().target())
              .ifPresent(pair -> pairs.note(one.group(), partition, Optional.of(pair)));
          groups.add(one.group());
        });
    pairs.store(groups);
    return before;
  }

  private void write(
      Map<Difference, Planned> left,
      Map<Difference, String> failed,
      Map<Difference, Optional<AppliedPosition>> before) {
    Map<Place, OffsetAndMetadata> targets = new HashMap<>();
    Map<Place, OffsetAndMetadata> sources = new HashMap<>();
    Set<Place> forgotten = new HashSet<>();
    left.values()
        .forEach(
            one -> {
              GroupSurvey.Position at = one.at();
              if (at.verdict() instanceof Verdict.SetTarget set) {
                targets.put(place(one), position(set.position(), at));
              } else if (at.verdict() instanceof Verdict.SetSource set) {
                sources.put(place(one), position(set.position(), at));
              } else {
                forgotten.add(place(one));
              }
            });
    Failures onTarget = new GroupWrites(there).set(targets);
    Failures onSource = new GroupWrites(here).set(sources);
    Failures deleted = new GroupWrites(there).forget(forgotten);
    Set<String> taken = new HashSet<>();
    left.forEach(
        (difference, one) -> {
          Failures failures =
              one.at().verdict() instanceof Verdict.SetSource
                  ? onSource
                  : one.at().verdict() instanceof Verdict.Forget ? deleted : onTarget;
          Place place = place(one);
          if (failures.text().containsKey(place)) {
            failed.put(difference, failures.text().get(place));
          }
          if (failures.refused().contains(place)) {
            // Certainly not written: who moves it now does so by himself.
            pairs.note(one.group(), one.at().partition(), before.get(difference));
            taken.add(one.group());
          } else if (one.at().verdict() instanceof Verdict.Forget
              && !failures.text().containsKey(place)) {
            pairs.note(one.group(), one.at().partition(), Optional.empty());
            taken.add(one.group());
          }
        });
    pairs.store(taken);
  }

  private static Place place(Planned one) {
    return new Place(
        one.group(),
        one.at().verdict() instanceof Verdict.SetSource ? one.at().partition() : one.at().mirror());
  }

  /** Without leader epoch: that belongs to the cluster it was read from. */
  private static OffsetAndMetadata position(long offset, GroupSurvey.Position at) {
    return new OffsetAndMetadata(offset, Optional.empty(), at.metadata());
  }
}
