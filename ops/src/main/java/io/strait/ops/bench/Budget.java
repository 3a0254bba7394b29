package io.strait.ops.bench;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Until when runs may last.
 *
 * @param deadlineNanos by {@link System#nanoTime}; empty for no bound
 */
record Budget(OptionalLong deadlineNanos) {
  /** However long it takes. */
  static final Budget UNLIMITED = new Budget(OptionalLong.empty());

  /** So long from now. */
  static Budget of(Duration time) {
    return new Budget(OptionalLong.of(System.nanoTime() + time.toNanos()));
  }

  boolean isSpent() {
    return !fits(Duration.ZERO);
  }

  /** Whether what lasts so long is over in time if it begins now. */
  boolean fits(Duration length) {
    return deadlineNanos.isEmpty()
        || System.nanoTime() + length.toNanos() - deadlineNanos.getAsLong() < 0;
  }
}
