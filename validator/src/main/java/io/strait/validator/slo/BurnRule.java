package io.strait.validator.slo;

import java.time.Duration;
import java.util.List;

/**
 * When a burning budget is worth telling somebody: if it burns that fast over the long window and
 * still does over the short one.
 *
 * @param factor burn rate from which on, above 0
 * @param longWindow says that it matters
 * @param shortWindow says that it goes on
 * @param severity who is told
 */
public record BurnRule(
    double factor, Duration longWindow, Duration shortWindow, Severity severity) {
  private static final Duration MONTH = Duration.ofDays(30);

  /** Who is told. */
  public enum Severity {
    /** A human, now. */
    PAGE,
    /** Somebody, within days. */
    TICKET
  }

  /**
   * The four rules of Google's SRE workbook (chapter 5): 2 % of the budget of 30 days within an
   * hour, 5 % within 6 hours, 10 % within a day, 10 % within 3 days. For another window the factors
   * change, so that they mean the same shares of its budget.
   */
  public static List<BurnRule> standard(Duration window) {
    double scale = (double) window.toMillis() / MONTH.toMillis();
    return List.of(
        new BurnRule(14.4 * scale, Duration.ofHours(1), Duration.ofMinutes(5), Severity.PAGE),
        new BurnRule(6 * scale, Duration.ofHours(6), Duration.ofMinutes(30), Severity.PAGE),
        new BurnRule(3 * scale, Duration.ofDays(1), Duration.ofHours(2), Severity.TICKET),
        new BurnRule(scale, Duration.ofDays(3), Duration.ofHours(6), Severity.TICKET));
  }

  /** The same over windows that are so many times shorter; for tests that cannot wait. */
  BurnRule faster(long times) {
    return new BurnRule(
        factor, longWindow.dividedBy(times), shortWindow.dividedBy(times), severity);
  }
}
