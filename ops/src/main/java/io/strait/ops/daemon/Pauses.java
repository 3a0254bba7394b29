package io.strait.ops.daemon;

import java.time.Duration;
import java.time.Instant;

/**
 * Growing pauses between attempts: 0.5 s, doubled up to 15 s; an attempt that lasted a minute
 * starts over. Used by one thread.
 */
final class Pauses {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration HEALTHY = Duration.ofMinutes(1);

  private Duration pause = Duration.ZERO;
  private Instant last = Instant.MIN;

  /** Whether it is time for another attempt; if so, it counts as made. */
  boolean isDue(Instant now) {
    if (last.equals(Instant.MIN)) {
      last = now;
      pause = FIRST;
      return true;
    }
    if (now.isBefore(last.plus(pause))) {
      return false;
    }
    boolean healthy = now.isAfter(last.plus(pause).plus(HEALTHY));
    Duration doubled = pause.multipliedBy(2);
    pause = healthy ? FIRST : doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    last = now;
    return true;
  }
}
