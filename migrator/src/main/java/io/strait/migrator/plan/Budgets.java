package io.strait.migrator.plan;

import java.time.Duration;

/**
 * The limits of a migration.
 *
 * @param hold how long live clients may take to acknowledge that they hold
 * @param fence how long writers may be held before the decision; exceeded, the switch is taken back
 * @param maxLag the link's lag, in records, below which a switch may begin
 * @param verifiedWithin how long a live comparison is believed
 * @param clientSilence a client that has not been heard of for this long no longer counts as live
 */
public record Budgets(
    Duration hold, Duration fence, long maxLag, Duration verifiedWithin, Duration clientSilence) {
  /** Refuses durations that are not positive and a hold that is longer than the fence. */
  public Budgets {
    positive("hold", hold);
    positive("fence", fence);
    positive("verifiedWithin", verifiedWithin);
    positive("clientSilence", clientSilence);
    if (maxLag < 0) {
      throw new IllegalArgumentException("budget maxLag is " + maxLag + "; it must be 0 or more");
    }
    if (hold.compareTo(fence) > 0) {
      throw new IllegalArgumentException(
          "budget hold " + hold + " is longer than fence " + fence + "; it is a part of it");
    }
  }

  /**
   * 15 s to hold, 60 s for the fence, 10,000 records of lag, a comparison of the last 10 minutes,
   * 12 s of silence (four heartbeats of a client).
   */
  public static Budgets defaults() {
    return new Budgets(
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        10_000,
        Duration.ofMinutes(10),
        Duration.ofSeconds(12));
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "budget " + name + " is " + value + "; it must be longer than nothing");
    }
  }
}
