package io.strait.validator.performance;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How much load, how often.
 *
 * @param bytesPerSecond of values, 1 KiB to 1 GiB
 * @param round how long one round on one side lasts, 200 ms to 10 min
 * @param rounds counted rounds on either side, 1 to 100; one more warms up
 * @param mostBytes of values on either side in all; the rounds end when they are spent
 * @param atMost how many times as slow the target may be; empty: measured only
 * @param partitions of the temporary topics
 * @param configs of the temporary topics
 */
public record LoadPlan(
    long bytesPerSecond,
    Duration round,
    int rounds,
    long mostBytes,
    OptionalDouble atMost,
    int partitions,
    Map<String, String> configs) {
  /** Refuses what is outside the ranges given above. */
  public LoadPlan {
    configs = Map.copyOf(configs);
    check("bytes per second", bytesPerSecond, 1 << 10, 1 << 30);
    check("milliseconds of a round", round.toMillis(), 200, 600_000);
    check("rounds", rounds, 1, 100);
    check("bytes in all", mostBytes, 1 << 10, 1L << 40);
    check("partitions", partitions, 1, 1_000);
    if (atMost.isPresent() && !(atMost.getAsDouble() >= 1)) {
      throw new IllegalArgumentException(
          "bound "
              + atMost.getAsDouble()
              + ": must be 1 or more; 1.5 lets the target be half as"
              + " slow again");
    }
  }

  private static void check(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "load of " + value + " " + what + ": must be " + least + " to " + most);
    }
  }
}
