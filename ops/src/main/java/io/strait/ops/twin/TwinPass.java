package io.strait.ops.twin;

import io.strait.ops.view.AspectReport;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.TwinPlan;
import java.util.List;
import java.util.Optional;

/**
 * Compares one aspect of a link, and closes what differs where that is asked. Never throws because
 * a cluster or a registry failed: the report says so. One thread per aspect.
 */
public final class TwinPass {
  private final Reconcilers reconcilers;

  /** Does not close the reconcilers. */
  public TwinPass(Reconcilers reconcilers) {
    this.reconcilers = reconcilers;
  }

  /** Compares; writes nothing. */
  public AspectReport plan(Aspect aspect) {
    try {
      return reconciler(aspect)
          .map(
              one ->
                  new AspectReport(aspect, Optional.of(planned(one)), List.of(), Optional.empty()))
          .orElseGet(() -> absent(aspect));
    } catch (RuntimeException e) {
      return new AspectReport(aspect, Optional.empty(), List.of(), Optional.of(sentence(e)));
    }
  }

  /** Compares, applies what can be, and compares again if something was. */
  public AspectReport apply(Aspect aspect) {
    Optional<TwinPlan> plan = Optional.empty();
    List<Outcome> outcomes = List.of();
    try {
      Optional<Reconciler> reconciler = reconciler(aspect);
      if (reconciler.isEmpty()) {
        return absent(aspect);
      }
      plan = Optional.of(planned(reconciler.get()));
      // Even with nothing to close there may be something to write down about an apply before.
      outcomes = reconciler.get().apply(plan.get());
      if (!outcomes.isEmpty()) {
        plan = Optional.of(planned(reconciler.get()));
      }
      return new AspectReport(aspect, plan, outcomes, Optional.empty());
    } catch (RuntimeException e) {
      return new AspectReport(aspect, plan, outcomes, Optional.of(sentence(e)));
    }
  }

  private TwinPlan planned(Reconciler one) {
    TwinPlan plan = one.plan();
    return reconcilers.mayDelete() ? plan : MassDeletion.heldBack(plan);
  }

  private Optional<Reconciler> reconciler(Aspect aspect) {
    return reconcilers.get(aspect);
  }

  private static AspectReport absent(Aspect aspect) {
    return new AspectReport(
        aspect,
        Optional.empty(),
        List.of(),
        Optional.of(
            "nothing in the configuration says how to compare "
                + aspect.text()
                + "; leave it out of 'twin.keep' and '--aspect', or configure it"));
  }

  private static String sentence(RuntimeException e) {
    if (e instanceof ClusterException cluster && cluster.kind() == FaultKind.NEEDS_HUMAN) {
      return e.getMessage()
          + ". The credential that lacks it, or is wrong, is clusters."
          + cluster.cluster()
          + ".metadata; without one it is cutover, and for topics and strait.* it is properties";
    }
    boolean ours = e.getClass().getName().startsWith("io.strait.") && e.getMessage() != null;
    return ours ? e.getMessage() : e.toString();
  }
}
