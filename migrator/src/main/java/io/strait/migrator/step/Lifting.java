package io.strait.migrator.step;

import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.Verdict;
import io.strait.replicator.topology.ClusterAlias;
import java.util.List;
import java.util.Set;

/** Removes exactly those DENYs that the journal says we raised and have not removed. */
final class Lifting {
  private Lifting() {}

  static Verdict writes(StepContext context, ClusterAlias at) {
    DenyPlan standing = context.facts().writeDenials().get(at.value());
    return standing == null
        ? new Verdict.Passed("none raised")
        : context.ports().writes().lift(at, standing);
  }

  static Verdict groups(StepContext context, ClusterAlias at) {
    DenyPlan standing = context.facts().groupDenials().get(at.value());
    return standing == null
        ? new Verdict.Passed("none raised")
        : context.ports().groups().lift(at, standing);
  }

  /** Lifts what stands though it was lifted before: a replaced runner may have come late. */
  static Verdict again(StepContext context, ClusterAlias at) {
    List<Deny> left = left(context, at);
    return left.isEmpty()
        ? new Verdict.Passed("none left")
        : context.ports().writes().lift(at, new DenyPlan(at.value(), left, List.of()));
  }

  /** What stands of all that this journal ever raised there. */
  static List<Deny> left(StepContext context, ClusterAlias at) {
    return context
        .ports()
        .writes()
        .standing(at, context.everRaised().getOrDefault(at.value(), Set.of()));
  }

  /** The DENYs that keep the wave's writers out there, whoever raised them. */
  static List<Deny> shutting(StepContext context, ClusterAlias at) {
    return context.ports().writes().plan(at).foreign();
  }
}
