package io.strait.validator.slo;

import java.time.Instant;

/**
 * Events that were judged for good.
 *
 * @param sli of what
 * @param good events that were as promised, 0 or more
 * @param bad events that were not, 0 or more
 * @param at when they were judged; decides which window they count in
 */
public record SliSample(Sli sli, long good, long bad, Instant at) {
  /** Refuses negative counts: what was counted is never taken back. */
  public SliSample {
    if (good < 0 || bad < 0) {
      throw new IllegalArgumentException(
          sli.word() + ": " + good + " good and " + bad + " bad events; neither may be below 0");
    }
  }
}
