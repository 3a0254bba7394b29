package io.strait.validator.slo;

/**
 * One rule at one moment.
 *
 * @param rule which
 * @param overLong events in its long window
 * @param overShort events in its short window
 * @param longRate burn rate over the long window; 0 where there are no events
 * @param shortRate burn rate over the short window; 0 where there are no events
 * @param burning whether the rule fires; unknown where nothing was measured
 */
public record WindowBurn(
    BurnRule rule,
    Counts overLong,
    Counts overShort,
    double longRate,
    double shortRate,
    Known burning) {

  /** Judges. */
  static WindowBurn of(
      BurnRule rule, Objective objective, Floor floor, Counts overLong, Counts overShort) {
    double longRate = objective.burn(overLong);
    double shortRate = objective.burn(overShort);
    Known burning =
        exceeds(overLong, longRate, rule)
            .and(exceeds(overShort, shortRate, rule))
            .and(overLong.total() == 0 ? Known.UNKNOWN : Known.of(floor.reached(overLong)));
    return new WindowBurn(rule, overLong, overShort, longRate, shortRate, burning);
  }

  private static Known exceeds(Counts counts, double rate, BurnRule rule) {
    return counts.total() == 0 ? Known.UNKNOWN : Known.of(rate > rule.factor());
  }
}
