package io.strait.validator.slo;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What is promised about one indicator.
 *
 * @param sli of what
 * @param percent share of good events, 50 or more and less than 100, with at most six digits behind
 *     the point
 */
public record Objective(Sli sli, BigDecimal percent) {
  private static final BigDecimal LEAST = BigDecimal.valueOf(50);
  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final int DIGITS = 6;

  /** Refuses a share that leaves no budget, or one that promises nothing. */
  public Objective {
    percent = percent.stripTrailingZeros();
    if (percent.compareTo(LEAST) < 0 || percent.compareTo(ALL) >= 0 || percent.scale() > DIGITS) {
      throw new IllegalArgumentException(
          "objective of "
              + percent.toPlainString()
              + " % for "
              + sli.word()
              + ": must be at least 50 and less than 100, with at most "
              + DIGITS
              + " digits behind the point (100 leaves no budget that could burn)");
    }
  }

  /** An objective written as text, such as {@code 99.9}. */
  public static Objective of(Sli sli, String percent) {
    return new Objective(sli, new BigDecimal(percent));
  }

  /** Share of bad events that uses up the budget exactly within the window, above 0. */
  public BigDecimal allowed() {
    return ALL.subtract(percent).divide(ALL, MathContext.DECIMAL64).stripTrailingZeros();
  }

  /** How many times faster than allowed the budget burns at this share of bad events. */
  public double burn(Counts counts) {
    return counts.badShare() / allowed().doubleValue();
  }

  /** The burn rate when every event is bad: no alert above it can ever fire. */
  public double mostBurn() {
    return 1 / allowed().doubleValue();
  }
}
