package io.strait.sandbox.proxy;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Decides when bytes of one direction of one connection may arrive; touches no socket and no clock.
 *
 * <p>All times are nanoseconds of one monotonic clock. Delays are given on entry and kept, so a
 * change of latency concerns later bytes only; the rate is applied on exit, so a change concerns
 * also what is waiting.
 */
final class Shaper {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Bytes leave in slices of this much time, so that a narrow network trickles. */
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);

  private final RandomGenerator random;
  private long lastDue = Long.MIN_VALUE;
  private long nextFree = Long.MIN_VALUE;

  Shaper(RandomGenerator random) {
    this.random = random;
  }

  /** When bytes that enter now are due; never before those that entered earlier. */
  long due(Faults faults, long now) {
    long jitter = faults.jitter().toNanos();
    long delay = faults.latency().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter));
    lastDue = Math.max(lastDue, now + delay);
    return lastDue;
  }

  /** How many bytes may leave now. */
  int allowance(Faults faults, long now) {
    if (faults.bytesPerSecond() == Faults.UNLIMITED) {
      return Integer.MAX_VALUE;
    }
    if (nextFree > now) {
      return 0;
    }
    double slice = (double) faults.bytesPerSecond() * SLICE / SECOND;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, slice));
  }

  /** When bytes may leave again, if the rate is what holds them. */
  long nextFree() {
    return nextFree;
  }

  /** So many bytes left; a late turn may be caught up by one slice, not more. */
  void left(Faults faults, int bytes, long now) {
    if (faults.bytesPerSecond() == Faults.UNLIMITED) {
      nextFree = now;
      return;
    }
    long took = (long) ((double) bytes * SECOND / faults.bytesPerSecond());
    nextFree = Math.max(nextFree, now - SLICE) + took;
  }
}
