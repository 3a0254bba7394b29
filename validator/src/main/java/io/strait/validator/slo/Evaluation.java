package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One objective of one link at one moment.
 *
 * @param objective which
 * @param level how bad it is
 * @param windows every rule, in the order of the rules
 * @param budget empty when nothing was measured within the window
 */
public record Evaluation(
    Objective objective, Level level, List<WindowBurn> windows, Optional<Budget> budget) {
  /** How bad it is. */
  public enum Level {
    /** No rule fires, and the fastest ones were measured. */
    FINE,
    /** It burns slowly. */
    TICKET,
    /** It burns fast. */
    PAGE,
    /** Too little was measured to say so. */
    UNKNOWN
  }

  /** Keeps a copy. */
  public Evaluation {
    windows = List.copyOf(windows);
  }

  /** Judges every objective, in their order. */
  public static List<Evaluation> all(Objectives objectives, EventBuckets counted, Instant now) {
    return objectives.all().stream().map(one -> of(one, objectives, counted, now)).toList();
  }

  private static Evaluation of(
      Objective objective, Objectives objectives, EventBuckets counted, Instant now) {
    Sli sli = objective.sli();
    List<WindowBurn> windows = new ArrayList<>();
    for (BurnRule rule : objectives.rules()) {
      windows.add(
          WindowBurn.of(
              rule,
              objective,
              objectives.floor(),
              counted.sum(sli, now, rule.longWindow()),
              counted.sum(sli, now, rule.shortWindow())));
    }
    Duration window = objectives.window();
    double rate = windows.isEmpty() ? 0 : windows.get(0).longRate();
    Optional<Budget> budget =
        counted
            .since(sli, now, window)
            .map(
                since ->
                    Budget.of(objective, counted.sum(sli, now, window), since, now, window, rate));
    return new Evaluation(objective, level(windows), windows, budget);
  }

  /** A rule that fires decides; else a fast rule that nobody knows about leaves it open. */
  private static Level level(List<WindowBurn> windows) {
    if (any(windows, BurnRule.Severity.PAGE, Known.YES)) {
      return Level.PAGE;
    }
    if (any(windows, BurnRule.Severity.TICKET, Known.YES)) {
      return Level.TICKET;
    }
    return any(windows, BurnRule.Severity.PAGE, Known.UNKNOWN) ? Level.UNKNOWN : Level.FINE;
  }

  private static boolean any(List<WindowBurn> windows, BurnRule.Severity severity, Known what) {
    return windows.stream()
        .anyMatch(one -> one.rule().severity() == severity && one.burning() == what);
  }

  /** Whether it burns fast enough for a page, or nobody knows. */
  public boolean mayPage() {
    return any(windows, BurnRule.Severity.PAGE, Known.YES)
        || any(windows, BurnRule.Severity.PAGE, Known.UNKNOWN);
  }

  /** The same, but not fine: nobody knows what happened of late. */
  public Evaluation withoutNews() {
    Level now = level == Level.FINE ? Level.UNKNOWN : level;
    return new Evaluation(objective, now, windows, budget);
  }

  /** The rule that fires with the highest factor, if any does. */
  public Optional<WindowBurn> worst() {
    return windows.stream().filter(one -> one.burning() == Known.YES).findFirst();
  }
}
