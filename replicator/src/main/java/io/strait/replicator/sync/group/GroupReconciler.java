package io.strait.replicator.sync.group;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the positions of consumer groups on a link's target where those of the source are, exactly,
 * and the other way round where a group has moved.
 *
 * <p>An apply also stores which pairs were found equal, so it is worth calling for a plan without
 * differences. What was planned is remembered until the next comparison: a plan of another object,
 * or an older one, is refused difference by difference.
 */
public final class GroupReconciler implements Reconciler {
  /** Positions that are written at once. */
  private static final int BATCH = 2_000;

  private final GroupObserver observer;
  private final AppliedPairs pairs;
  private final GroupApply apply;
  private final Map<Difference, Planned> planned = new HashMap<>();

  /** One position that a plan would write. */
  record Planned(String group, GroupSurvey.Position at) {}

  /**
   * Does no I/O; the clusters stay open when this is closed, the translations do not.
   *
   * @param source under a credential with DESCRIBE on groups and topics; READ on them as well where
   *     positions are taken back
   * @param target under a credential with READ on groups and topics, DELETE on groups where
   *     deletions are followed
   * @param translations of the link
   * @param held groups that somebody else moves, for example the migrations whose waves name them
   */
  public GroupReconciler(
      Link link,
      Cluster source,
      Cluster target,
      LinkTranslations translations,
      GroupPolicy policy,
      Set<String> held,
      LastApplied applied) {
    this.observer = new GroupObserver(link, source, target, translations, policy, held);
    this.pairs = new AppliedPairs(applied);
    this.apply = new GroupApply(new ClusterGroups(source), new ClusterGroups(target), pairs);
  }

  @Override
  public Aspect aspect() {
    return Aspect.GROUPS;
  }

  /**
   * Looks at both sides; writes nothing.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a side cannot be asked at all
   */
  public GroupSurvey survey() {
    GroupSurvey survey = observer.observe(pairs.all());
    planned.clear();
    survey.groups().forEach(this::remember);
    return survey;
  }

  private void remember(GroupSurvey.Group group) {
    for (GroupSurvey.Position at : group.positions()) {
      GroupDifferences.of(group.id(), at)
          .filter(Difference::applies)
          .ifPresent(difference -> planned.put(difference, new Planned(group.id(), at)));
      confirm(group.id(), at);
    }
  }

  private void confirm(String group, GroupSurvey.Position at) {
    Optional<AppliedPosition> known = pairs.of(group, at.partition());
    Optional<AppliedPosition> now =
        AppliedPosition.confirmed(known, at.equal(), at.source(), at.target());
    if (!now.equals(known)) {
      pairs.note(group, at.partition(), now);
    }
  }

  @Override
  public TwinPlan plan() {
    GroupSurvey survey = survey();
    List<Difference> differences = new ArrayList<>();
    int compared = 0;
    for (GroupSurvey.Group group : survey.groups()) {
      compared += group.positions().size();
      group
          .positions()
          .forEach(at -> GroupDifferences.of(group.id(), at).ifPresent(differences::add));
    }
    return new TwinPlan(Aspect.GROUPS, compared, differences, survey.notes());
  }

  @Override
  public List<Outcome> apply(TwinPlan plan) {
    Map<Difference, Planned> work = new LinkedHashMap<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (Difference difference : plan.toApply()) {
      Planned known = planned.remove(difference);
      if (known == null) {
        outcomes.add(Outcome.failed(difference, "is of an older comparison; compare again"));
      } else {
        work.put(difference, known);
      }
      if (work.size() == BATCH) {
        outcomes.addAll(apply.all(work));
        work.clear();
      }
    }
    if (!work.isEmpty()) {
      outcomes.addAll(apply.all(work));
    }
    pairs.store();
    return outcomes;
  }

  @Override
  public void close() {
    observer.close();
  }
}
