package io.strait.ops.slo;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Notices that the clock was set, by a second one that only ever goes on. Whoever judges ages by
 * the clock begins anew then, and forgets nothing for being old until the clock has been left alone
 * for a while: a wrong time is often corrected soon. One thread.
 */
final class ClockWatch {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration SETTLED = Duration.ofHours(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private OptionalLong offset = OptionalLong.empty();
  private OptionalLong setAt = OptionalLong.empty();

  /**
   * Looks at nothing yet.
   *
   * @param nanos nanoseconds that only ever grow, such as {@link System#nanoTime}
   */
  ClockWatch(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * By how much the clock was set since the last call, below zero when it was set back; zero when
   * it was not, or by less than a second, as clocks that are kept right are all the time.
   */
  Duration set() {
    long ticks = nanos.getAsLong();
    long now = clock.millis() - Math.floorDiv(ticks, 1_000_000L);
    Duration by = offset.isPresent() ? Duration.ofMillis(now - offset.getAsLong()) : Duration.ZERO;
    offset = OptionalLong.of(now);
    if (by.abs().compareTo(LEAST) < 0) {
      return Duration.ZERO;
    }
    setAt = OptionalLong.of(ticks);
    return by;
  }

  /** Whether it was left alone for an hour, or ever since the first call. */
  boolean isSettled() {
    return setAt.isEmpty() || nanos.getAsLong() - setAt.getAsLong() >= SETTLED.toNanos();
  }
}
