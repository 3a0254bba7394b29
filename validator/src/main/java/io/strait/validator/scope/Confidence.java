package io.strait.validator.scope;

import java.util.List;
import java.util.Locale;

/**
 * What a sample without a difference says about what was not drawn. Runs of neighbouring records
 * are counted, not records: neighbours fail together.
 *
 * @param runs independent runs that were compared
 * @param allRuns how many there are to draw from
 * @param records records compared
 * @param offsets offsets that were drawn from
 * @param effective how many runs of a plain random sample this one is worth: the weakest stratum
 *     decides
 */
public record Confidence(long runs, long allRuns, long records, long offsets, double effective) {
  /** -ln(0.05): with zero in m, the share is below this / m at 95 % ("rule of three"). */
  private static final double THREE = -Math.log(0.05);

  private static final double MILLION = 1_000_000;

  /**
   * What one stratum adds.
   *
   * @param drawn runs compared
   * @param cells runs to draw from
   * @param offsets their offsets
   */
  public record Part(long drawn, long cells, long offsets) {}

  /**
   * Adds strata up. The chance to miss a share p of differing runs in all is at most exp(-sum of
   * drawn x p) over the strata, so the sample is worth the smallest of drawn / weight, where a
   * stratum weighs as much as it has offsets; strata that were drawn whole leave no doubt.
   */
  public static Confidence of(List<Part> strata, long records) {
    long runs = 0;
    long cells = 0;
    long offsets = 0;
    for (Part part : strata) {
      runs += part.drawn();
      cells += part.cells();
      offsets += part.offsets();
    }
    double effective = Double.POSITIVE_INFINITY;
    for (Part part : strata) {
      if (part.drawn() < part.cells()) {
        effective = Math.min(effective, (double) part.drawn() * offsets / part.offsets());
      }
    }
    return new Confidence(runs, cells, records, offsets, effective);
  }

  /**
   * At 95 % confidence fewer than this share of the offsets lie in runs that hold a difference,
   * provided that none was seen: 0 to 1. That bounds the share of differing records, too.
   */
  public double mostDiffering() {
    if (runs == 0) {
      return 1;
    }
    return runs >= allRuns ? 0 : Math.min(1, THREE / effective);
  }

  /** One sentence for people. */
  public String text() {
    String drawn =
        String.format(
            Locale.ROOT,
            "0 differences in %,d sampled records (%,d runs of %,d possible, over %,d offsets)",
            records,
            runs,
            allRuns,
            offsets);
    if (runs == 0) {
      return "nothing was sampled, so nothing is known";
    }
    if (runs >= allRuns) {
      return drawn + ": every run was drawn";
    }
    return drawn
        + String.format(
            Locale.ROOT,
            ": at 95 %% confidence fewer than %,d in a million differ",
            (long) Math.ceil(mostDiffering() * MILLION));
  }
}
