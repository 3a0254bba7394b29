package io.strait.validator.session;

import io.strait.validator.check.Stretch;
import java.util.Collection;

/**
 * How much of what was asked for is known. All are source offsets.
 *
 * @param asked what was to be judged, with what is not on the target yet and what nobody could read
 * @param proven read on both sides and equal, in this run or in the one that it goes on from
 * @param explained differs, by a proved benign cause
 * @param divergent differs
 * @param unproved nothing is known: not read, not readable, not drawn, not there yet
 */
public record Coverage(long asked, long proven, long explained, long divergent, long unproved) {

  /** Adds stretches up. */
  public static Coverage of(Collection<Stretch> stretches) {
    long[] sums = new long[Stretch.State.values().length];
    for (Stretch stretch : stretches) {
      sums[stretch.state().ordinal()] += stretch.range().size();
    }
    long proven = sums[Stretch.State.PROVED.ordinal()];
    long explained = sums[Stretch.State.EXPLAINED.ordinal()];
    long divergent = sums[Stretch.State.DIVERGENT.ordinal()];
    long unproved = sums[Stretch.State.UNPROVED.ordinal()];
    return new Coverage(
        proven + explained + divergent + unproved, proven, explained, divergent, unproved);
  }

  /** Offsets of which something is known. */
  public long judged() {
    return proven + explained + divergent;
  }

  /**
   * Proved or explained, of what was asked for: 0 to 100, rounded down to hundredths, so that 100
   * means all. 100 where nothing was asked for.
   */
  public double percent() {
    return asked == 0 ? 100 : Math.floor(10_000.0 * (proven + explained) / asked) / 100;
  }
}
