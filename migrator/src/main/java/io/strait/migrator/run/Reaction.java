package io.strait.migrator.run;

import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.plan.Budgets;
import io.strait.migrator.step.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one place that decides whether a switch is given up.
 *
 * <p>Before the decision: a refuted check or a spent budget gives it up, whatever else is true. A
 * difference found outside a switch halts. Everything else is tried again: before a switch because
 * nobody is held, after the decision because forward is the only way, while aborting because users
 * must be released.
 */
final class Reaction {
  private Reaction() {}

  /** What follows from a step that has not passed; empty to try again. */
  static Optional<CutoverEvent> to(
      CutoverState state,
      StepResult result,
      Optional<Instant> heldSince,
      Instant now,
      Budgets budgets) {
    if (result instanceof StepResult.Failed failed) {
      String findings = String.join("; ", failed.findings());
      if (state instanceof CutoverState.BeforeDecision) {
        return Optional.of(new CutoverEvent.GivenUp(findings, failed.diverged()));
      }
      if (state instanceof CutoverState.Verifying && failed.diverged()) {
        return Optional.of(new CutoverEvent.Diverged(findings));
      }
      return Optional.empty();
    }
    return spent(state, heldSince, now, budgets, reason(result));
  }

  /** Gives up when users have been held for longer than the budget and nothing is decided. */
  static Optional<CutoverEvent> spent(
      CutoverState state,
      Optional<Instant> heldSince,
      Instant now,
      Budgets budgets,
      String waitingFor) {
    if (!(state instanceof CutoverState.BeforeDecision) || heldSince.isEmpty()) {
      return Optional.empty();
    }
    Duration held = Duration.between(heldSince.get(), now);
    if (held.compareTo(budgets.fence()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new CutoverEvent.GivenUp(
            "writers were held for "
                + held.toMillis()
                + " ms in state "
                + state.label()
                + "; the budget is "
                + budgets.fence().toMillis()
                + " ms; waiting for: "
                + waitingFor,
            false));
  }

  private static String reason(StepResult result) {
    if (result instanceof StepResult.Inconclusive inconclusive) {
      return inconclusive.reason();
    }
    return result instanceof StepResult.Undone undone ? undone.reason() : "the next step";
  }
}
