package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges how true groups' positions are, from what each comparison finds to differ.
 *
 * <p>A position that differs is good while it has differed for no longer than the deadline, since
 * groups move and are followed. The deadline begins anew only where the target stands on a position
 * that was wanted at an earlier comparison and is not any more: then it was followed, and the
 * source has moved since. One that moves without ever being right is late all the same.
 *
 * <p>Each comparison judges each position once. Bounded by what differs at one comparison, {@value
 * #MOST} wanted positions each. Used by one thread.
 */
public final class OffsetsMeter {
  /** Comparisons within a deadline; with more the oldest is forgotten, which is stricter. */
  private static final int MOST = 16;

  private final Duration within;
  private final Map<String, Differing> differing = new HashMap<>();

  /**
   * One position that differs.
   *
   * @param now where the target stands, if anywhere
   * @param wanted where it should, if anywhere
   */
  public record Position(Optional<String> now, Optional<String> wanted) {}

  private static final class Differing {
    private final Deque<Wanted> wanted = new ArrayDeque<>();
    private Instant since;

    Differing(Instant since) {
      this.since = since;
    }

    /** What was wanted last goes on being wanted until it is seen that something else is. */
    void at(Position position, Instant now) {
      boolean moved = wanted.isEmpty() || !wanted.getLast().position().equals(position.wanted());
      if (moved && !wanted.isEmpty()) {
        Wanted last = wanted.removeLast();
        wanted.addLast(new Wanted(last.position(), Optional.of(now)));
      }
      for (Wanted one : wanted) {
        Optional<Instant> left = one.left().filter(at -> one.position().equals(position.now()));
        since = left.filter(at -> at.isAfter(since)).orElse(since);
      }
      if (moved) {
        wanted.addLast(new Wanted(position.wanted(), Optional.empty()));
      }
      if (wanted.size() > MOST) {
        wanted.removeFirst();
      }
    }
  }

  /** {@code left}: when it was first seen that something else is wanted. */
  private record Wanted(Optional<String> position, Optional<Instant> left) {}

  /** Knows nothing yet. */
  public OffsetsMeter(Duration within) {
    this.within = within;
  }

  /**
   * One comparison.
   *
   * @param compared how many positions were looked at, those that differ included
   * @param different the positions that differ, each under a name of its own
   */
  public Counts compared(int compared, Map<String, Position> different, Instant now) {
    differing.keySet().retainAll(different.keySet());
    different.forEach(
        (name, position) ->
            differing.computeIfAbsent(name, one -> new Differing(now)).at(position, now));
    long bad = 0;
    for (Differing one : differing.values()) {
      bad += one.since.plus(within).isBefore(now) ? 1 : 0;
    }
    return new Counts(Math.max(0, compared - bad), bad);
  }
}
