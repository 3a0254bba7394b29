package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One resolution in which counts are kept.
 *
 * @param width of one bucket
 * @param kept how far back; a whole number of buckets
 */
public record Tier(Duration width, Duration kept) {
  /** Refuses a resolution that holds nothing. */
  public Tier {
    if (width.toMillis() < 1 || kept.compareTo(width) < 0) {
      throw new IllegalArgumentException(
          "buckets of " + width + " kept for " + kept + ": must be 1 ms or more, and kept longer");
    }
  }

  /**
   * A minute for an hour, five minutes for three days, an hour for the whole window: about 1,650
   * buckets for 30 days, however much happens.
   */
  static List<Tier> standard(Duration window) {
    return List.of(
        new Tier(Duration.ofMinutes(1), Duration.ofHours(1)),
        new Tier(Duration.ofMinutes(5), Duration.ofDays(3)),
        new Tier(Duration.ofHours(1), window));
  }

  /** Which bucket a moment is in. */
  long bucket(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), width.toMillis());
  }

  /** How many buckets make up some time; the one that is not over yet is among them. */
  long buckets(Duration time) {
    return Math.max(1, time.toMillis() / width.toMillis());
  }

  Tier faster(long times) {
    return new Tier(width.dividedBy(times), kept.dividedBy(times));
  }
}
