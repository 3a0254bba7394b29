package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done while a budget is burned. Pure.
 *
 * <p>An action is taken at once and ends late: only after every objective that it could help has
 * been calm for a while, and has its budget back below the limit by a margin. What is unknown
 * neither begins nor ends an action.
 *
 * @param rules at most one for each action; an action without one is never taken
 * @param calm how long it must have been calm
 * @param marginPercent how far below its limit the budget must be burned
 */
public record BudgetPolicy(List<ActionRule> rules, Duration calm, double marginPercent) {
  private static final Duration CALM = Duration.ofMinutes(15);
  private static final double MARGIN = 10;

  /** Keeps a copy. */
  public BudgetPolicy {
    rules = List.copyOf(rules);
  }

  /** With the usual hysteresis: a quarter of an hour, and 10 points. */
  public static BudgetPolicy of(List<ActionRule> rules) {
    return new BudgetPolicy(rules, CALM, MARGIN);
  }

  /**
   * Waves are refused once the budget is gone, bulk topics rest from three quarters on and the
   * verifier goes slowly from a half on; each also while a budget burns fast enough for a page.
   */
  public static BudgetPolicy usual() {
    return of(
        List.of(
            new ActionRule(ActionKind.REFUSE_WAVES, Optional.of(100.0), true),
            new ActionRule(ActionKind.PAUSE_BULK, Optional.of(75.0), true),
            new ActionRule(ActionKind.SLOW_VERIFIER, Optional.of(50.0), true)));
  }

  /** What is in force after looking at the objectives, given what was in force before. */
  public Map<ActionKind, TakenAction> next(
      Map<ActionKind, TakenAction> before, List<Evaluation> evaluations, Instant now) {
    Map<ActionKind, TakenAction> next = new EnumMap<>(ActionKind.class);
    for (ActionRule rule : rules) {
      Optional<TakenAction> taken = Optional.ofNullable(before.get(rule.kind()));
      Optional<String> reason =
          evaluations.stream().flatMap(one -> rule.reason(one).stream()).findFirst();
      boolean isCalm = evaluations.stream().allMatch(one -> rule.isCalm(one, marginPercent));
      after(rule.kind(), taken, reason, isCalm, now).ifPresent(one -> next.put(rule.kind(), one));
    }
    return next;
  }

  private Optional<TakenAction> after(
      ActionKind kind,
      Optional<TakenAction> taken,
      Optional<String> reason,
      boolean isCalm,
      Instant now) {
    if (reason.isPresent()) {
      return Optional.of(
          taken
              .map(one -> new TakenAction(kind, one.since(), one.reason(), Optional.empty()))
              .orElseGet(() -> new TakenAction(kind, now, reason.get(), Optional.empty())));
    }
    return taken
        .map(one -> isCalm ? one.calmFrom(now) : one.uneasy())
        .filter(one -> one.calmSince().filter(since -> isOver(since, now)).isEmpty());
  }

  private boolean isOver(Instant calmSince, Instant now) {
    return !calmSince.plus(calm).isAfter(now);
  }

  BudgetPolicy faster(long times) {
    return new BudgetPolicy(rules, calm.dividedBy(times), marginPercent);
  }
}
