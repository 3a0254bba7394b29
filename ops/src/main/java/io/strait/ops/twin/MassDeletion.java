package io.strait.ops.twin;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TwinPlan;
import java.util.List;
import java.util.Set;

/**
 * Holds deletions back where most of what there is would go at once: an address that leads to an
 * empty or rebuilt source must not empty its target. Pure.
 */
final class MassDeletion {
  /** Topics have rules of their own; groups are deleted position by position, if at all. */
  private static final Set<Aspect> CONCERNED =
      Set.of(Aspect.ACLS, Aspect.QUOTAS, Aspect.USERS, Aspect.SCHEMAS);

  private static final int FEW = 10;

  private MassDeletion() {}

  /** The plan, with its deletions blocked if they are suspicious. */
  static TwinPlan heldBack(TwinPlan plan) {
    long deletions = plan.toApply().stream().filter(MassDeletion::deletes).count();
    if (!CONCERNED.contains(plan.aspect()) || deletions < FEW || deletions * 2 <= plan.compared()) {
      return plan;
    }
    List<Difference> differences =
        plan.differences().stream()
            .map(one -> one.applies() && deletes(one) ? held(one, deletions) : one)
            .toList();
    return new TwinPlan(plan.aspect(), plan.compared(), differences, plan.notes());
  }

  private static boolean deletes(Difference one) {
    return one.verb() == Difference.Verb.DELETE;
  }

  private static Difference held(Difference one, long deletions) {
    return new Difference(
        one.aspect(),
        one.resource(),
        one.field(),
        one.verb(),
        Handling.BLOCKED,
        one.now(),
        one.wanted(),
        "the source lacks more than half of what there is ("
            + deletions
            + " at once), as if it were another cluster; check where the source's address leads, then"
            + " 'strait link apply --confirm-delete'");
  }
}
