package io.strait.validator.slo;

import java.util.Optional;

/**
 * When an action is taken.
 *
 * @param kind what is done
 * @param burnedPercent from which share of the budget on; empty: never because of it
 * @param onPage whether a budget that burns fast enough for a page is a reason
 */
public record ActionRule(ActionKind kind, Optional<Double> burnedPercent, boolean onPage) {

  /** Why the action is to be taken because of this objective, for people; empty if it is not. */
  Optional<String> reason(Evaluation evaluation) {
    if (!kind.helps(evaluation.objective().sli())) {
      return Optional.empty();
    }
    Optional<String> fast =
        Optional.of(evaluation)
            .filter(one -> onPage && one.level() == Evaluation.Level.PAGE)
            .flatMap(Evaluation::worst)
            .map(burn -> SloWords.burning(evaluation.objective(), burn));
    return fast.or(() -> spent(evaluation));
  }

  private Optional<String> spent(Evaluation evaluation) {
    return burnedPercent.flatMap(
        limit ->
            evaluation
                .budget()
                .filter(budget -> budget.burnedPercent() >= limit)
                .map(budget -> SloWords.spent(evaluation.objective(), budget, limit)));
  }

  /**
   * Whether the objective gives no reason to go on with the action: clearly below the limit and not
   * burning fast. What is unknown gives no reason to end it.
   */
  boolean isCalm(Evaluation evaluation, double margin) {
    if (!kind.helps(evaluation.objective().sli()) || evaluation.budget().isEmpty()) {
      return true;
    }
    boolean fast = onPage && evaluation.mayPage();
    boolean near =
        burnedPercent
            .filter(limit -> evaluation.budget().get().burnedPercent() >= limit - margin)
            .isPresent();
    return !fast && !near;
  }
}
