package io.strait.validator.groups;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How groups are judged.
 *
 * @param grace how long a difference must last before it is a finding; a little more than groups
 *     are kept at, so that a group that moves is not taken for a wrong one
 * @param stall how long a read may make no progress
 * @param seed of the fingerprints; any number
 * @param cancelled asked now and then; what is not judged by then counts as unread
 */
public record GroupOptions(Duration grace, Duration stall, long seed, BooleanSupplier cancelled) {
  /** Refuses a negative grace, and a stall of nothing. */
  public GroupOptions {
    if (grace.isNegative() || stall.isNegative() || stall.isZero()) {
      throw new IllegalArgumentException(
          "grace " + grace + ", stall " + stall + ": grace must be 0 or more, stall above 0");
    }
  }
}
