package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Judges how true groups' positions are, from what each comparison finds to differ.
 *
 * <p>A position that differs is good while it has differed for no longer than the deadline, since
 * groups move and are followed. Each comparison judges each position once. Bounded by what differs
 * at one comparison. Used by one thread.
 */
public final class OffsetsMeter {
  private final Duration within;
  private final Map<String, Instant> differing = new HashMap<>();

  /** Knows nothing yet. */
  public OffsetsMeter(Duration within) {
    this.within = within;
  }

  /**
   * One comparison.
   *
   * @param compared how many positions were looked at, those that differ included
   * @param different the positions that differ, each under a stable name
   */
  public Counts compared(int compared, Set<String> different, Instant now) {
    differing.keySet().retainAll(different);
    different.forEach(one -> differing.putIfAbsent(one, now));
    long bad =
        differing.values().stream().filter(since -> since.plus(within).isBefore(now)).count();
    return new Counts(Math.max(0, compared - bad), bad);
  }
}
