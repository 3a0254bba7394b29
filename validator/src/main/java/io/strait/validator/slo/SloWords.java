package io.strait.validator.slo;

import java.time.Duration;
import java.util.Locale;

/** The figures as people read them. */
public final class SloWords {
  private static final long TWO_DAYS = 48;

  private SloWords() {}

  /**
   * {@code 30d}, {@code 6h}, {@code 5m}, {@code 20s} or {@code 250ms}; the largest that is whole.
   */
  public static String time(Duration time) {
    long millis = time.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    if (time.toSeconds() % 60 != 0) {
      return time.toSeconds() + "s";
    }
    if (time.toMinutes() % 60 != 0) {
      return time.toMinutes() + "m";
    }
    return time.toHours() >= TWO_DAYS && time.toHours() % 24 == 0 || time.toHours() == 24
        ? time.toDays() + "d"
        : time.toHours() + "h";
  }

  /** About how long, in the unit that fits. */
  public static String about(Duration time) {
    if (time.toHours() >= TWO_DAYS) {
      return time.toDays() + "d";
    }
    if (time.toMinutes() >= 120) {
      return time.toHours() + "h";
    }
    return time.toSeconds() >= 120 ? time.toMinutes() + "m" : time.toSeconds() + "s";
  }

  /** A burn rate. */
  public static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1fx" : "%.0fx", rate);
  }

  /** A share in percent. */
  public static String percent(double percent) {
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  static String burning(Objective objective, WindowBurn burn) {
    return objective.sli().word()
        + " burns its budget "
        + rate(burn.longRate())
        + " too fast over "
        + time(burn.rule().longWindow())
        + " and "
        + rate(burn.shortRate())
        + " over "
        + time(burn.rule().shortWindow())
        + " (limit "
        + rate(burn.rule().factor())
        + "; "
        + burn.overLong().bad()
        + " of "
        + burn.overLong().total()
        + " events bad)";
  }

  static String spent(Objective objective, Budget budget, double limit) {
    return objective.sli().word()
        + " has burned "
        + percent(budget.burnedPercent())
        + " of its budget (limit "
        + percent(limit)
        + "; "
        + budget.counts().bad()
        + " of "
        + budget.counts().total()
        + " events bad)";
  }
}
