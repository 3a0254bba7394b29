package io.strait.migrator.step;

import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.Verdict;
import io.strait.replicator.topology.ClusterAlias;

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
}
