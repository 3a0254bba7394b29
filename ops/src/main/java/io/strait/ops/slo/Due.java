package io.strait.ops.slo;

import java.time.Duration;
import java.time.Instant;

/**
 * When something is to be done again. A clock that is set back does not put it off by more than it
 * was put off for. One thread.
 */
final class Due {
  private Instant at = Instant.MIN;
  private Duration after = Duration.ZERO;

  /** Whether it is time; at first it is. */
  boolean is(Instant now) {
    return !now.isBefore(at) || now.plus(after).isBefore(at);
  }

  /** Not before this time has passed. */
  void in(Duration time, Instant now) {
    at = now.plus(time);
    after = time;
  }

  /** At once. */
  void now() {
    at = Instant.MIN;
  }
}
