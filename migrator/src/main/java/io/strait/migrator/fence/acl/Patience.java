package io.strait.migrator.fence.acl;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Bounded polling: looks until a condition holds or a limit has passed, and says what it saw last.
 *
 * <p>Holds no state of its own; safe for use by several threads if clock and pause are.
 */
public final class Patience {
  private final Clock clock;
  private final Pause pause;

  /** Waits by that pause and counts by that clock. */
  public Patience(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Really waits between looks. */
  public static Patience on(Clock clock) {
    return new Patience(clock, duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()));
  }

  /** Now, by the clock that limits are counted by. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Looks at least once and at most until the limit has passed; the last look may end later, by its
   * own deadline.
   *
   * @return the first look that is enough, or else the last one: the caller tells them apart by the
   *     same condition
   * @throws ClusterException at once for an error that does not pass by itself; at the limit if
   *     every later look failed
   * @throws CancellationException if the thread was interrupted; its flag is set again
   */
  public <T> T until(Duration limit, Duration gap, Supplier<T> look, Predicate<T> enough) {
    Instant deadline = now().plus(limit);
    Optional<T> last = Optional.empty();
    while (true) {
      try {
        last = Optional.of(look.get());
        if (enough.test(last.get()) || !now().isBefore(deadline)) {
          return last.get();
        }
      } catch (ClusterException e) {
        if (e.kind() != FaultKind.RETRIABLE) {
          throw e;
        }
        if (!now().isBefore(deadline)) {
          return last.orElseThrow(() -> e);
        }
      }
      rest(gap);
    }
  }

  private void rest(Duration gap) {
    try {
      pause.of(gap);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("interrupted while waiting; nothing was undone");
      cancelled.initCause(e);
      throw cancelled;
    }
  }
}
