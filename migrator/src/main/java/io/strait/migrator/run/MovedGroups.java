package io.strait.migrator.run;

import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.fence.group.GroupFence;
import io.strait.migrator.fence.group.GroupMove;
import io.strait.migrator.fence.group.GroupOutcome;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.GroupBarrier;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The group barrier over the real group fence and move. Belongs to the runner's thread. */
final class MovedGroups implements GroupBarrier {
  /** Members leave and commits end; nothing else about a group changes by waiting. */
  private static final Set<String> MAY_PASS =
      Set.of("GROUP_ACTIVE", "GROUP_MOVED_ON", "GROUP_NOT_AS_COMMITTED");

  private final Wave wave;
  private final Map<ClusterAlias, FenceTools> tools;
  private final Budget budget;

  MovedGroups(Wave wave, Map<ClusterAlias, FenceTools> tools, Budget budget) {
    this.wave = wave;
    this.tools = Map.copyOf(tools);
    this.budget = budget;
  }

  @Override
  public DenyPlan plan(ClusterAlias at) {
    return wave.groups().isEmpty()
        ? new DenyPlan(at.value(), List.of(), List.of())
        : fence(at).plan(wave.groups(), wave.principals());
  }

  @Override
  public Verdict move(ClusterAlias from, ClusterAlias to, DenyPlan plan) {
    if (wave.groups().isEmpty()) {
      return new Verdict.Passed("the wave has no groups");
    }
    try {
      return moved(from, to, plan);
    } catch (ClusterException e) {
      if (e.kind() != FaultKind.NEEDS_HUMAN) {
        throw e;
      }
      return new Verdict.Failed(List.of(FaultKind.NEEDS_HUMAN + ": " + e.getMessage()));
    }
  }

  private Verdict moved(ClusterAlias from, ClusterAlias to, DenyPlan plan) {
    Verdict closed =
        FencedWrites.verdict(fence(from).raise(plan, budget), "every broker shows the DENYs");
    if (!closed.passed()) {
      return closed;
    }
    FenceTools here = tools.get(from);
    GroupMove move =
        new GroupMove(here.cluster(), tools.get(to).cluster(), mappings(from), here.patience());
    List<String> moved = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<String> hopeless = new ArrayList<>();
    for (String group : wave.groups()) {
      GroupOutcome outcome = move.move(group, budget);
      if (outcome instanceof GroupOutcome.Refused no) {
        no.findings()
            .forEach(
                finding ->
                    (MAY_PASS.contains(finding.code()) ? refused : hopeless)
                        .add(group + ": " + finding.text() + "; " + finding.action()));
      } else if (outcome instanceof GroupOutcome.Moved done) {
        moved.add(group + ": " + done.positions().size() + " positions");
      } else if (outcome instanceof GroupOutcome.NothingToMove none) {
        moved.add(group + ": " + none.reason());
      }
    }
    if (!hopeless.isEmpty()) {
      return new Verdict.Failed(hopeless);
    }
    return refused.isEmpty()
        ? new Verdict.Passed(String.join(", ", moved))
        : new Verdict.Inconclusive(String.join("; ", refused));
  }

  @Override
  public Verdict lift(ClusterAlias at, DenyPlan plan) {
    return plan.all().isEmpty()
        ? new Verdict.Passed("none raised")
        : FencedWrites.verdict(fence(at).lift(plan, budget), "no broker shows our DENYs");
  }

  private GroupFence fence(ClusterAlias at) {
    return new GroupFence(tools.get(at).denials());
  }

  private List<TopicMapping> mappings(ClusterAlias from) {
    return from.equals(wave.source()) ? wave.link().topics() : wave.link().reversed().topics();
  }
}
