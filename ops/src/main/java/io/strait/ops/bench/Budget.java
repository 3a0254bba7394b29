package io.strait.ops.bench;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Until when runs may begin.
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
    return deadlineNanos.isPresent() && System.nanoTime() - deadlineNanos.getAsLong() > 0;
  }
}
