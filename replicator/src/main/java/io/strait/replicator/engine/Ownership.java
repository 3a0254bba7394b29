package io.strait.replicator.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when an owner may count on its lease without asking again. It ends by itself: a process
 * that was stopped as a whole finds it over when it wakes up, before it has heard of anything.
 *
 * <p>The link's thread renews, the pump's thread asks. Not guaranteed: a process stopped between
 * asking and the system call that follows.
 */
final class Ownership {
  /** The lease itself leaves out the last third of a session before it says no. */
  private static final int PART_OF_SESSION = 3;

  private final long lastsNanos;
  private final LongSupplier nanos;
  private volatile boolean limited;
  private volatile long until;

  /**
   * @param session how long the coordinator keeps a silent owner's place
   * @param nanos a monotonic clock that goes on while the process is stopped
   */
  Ownership(Duration session, LongSupplier nanos) {
    this.lastsNanos = session.toNanos() / PART_OF_SESSION;
    this.nanos = nanos;
  }

  /** The clock now, to be taken before the coordinator is asked. */
  long now() {
    return nanos.getAsLong();
  }

  /** The lease held when it was asked for at {@code asked}. */
  void renewed(long asked) {
    until = asked + lastsNanos;
    limited = true;
  }

  /** Whether the lease is certain to hold; always, as long as nobody ever asked for one. */
  boolean holds() {
    return !limited || nanos.getAsLong() - until < 0;
  }
}
