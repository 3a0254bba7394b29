package io.strait.replicator.engine;

import java.util.Optional;

/**
 * Believes a reason to stop for good only when reading after reading gives it for a while: a leader
 * that was stopped and has just woken up tells of a log that is not the log any more, until it
 * hears of its successor. Pump's thread.
 */
final class Suspicion {
  private static final int READINGS = 3;
  private static final long LASTING_MILLIS = 3_000;

  private Optional<Halt.Cause> cause = Optional.empty();
  private int readings;
  private long since;

  /** One more reading says this; whether that is enough. */
  boolean isConfirmedBy(Halt halt, long nowMillis) {
    if (!cause.equals(Optional.of(halt.cause()))) {
      cause = Optional.of(halt.cause());
      readings = 0;
      since = nowMillis;
    }
    readings++;
    return readings >= READINGS && nowMillis - since >= LASTING_MILLIS;
  }

  /** A reading says something else. */
  void clear() {
    cause = Optional.empty();
  }
}
