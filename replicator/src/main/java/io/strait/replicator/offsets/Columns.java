package io.strait.replicator.offsets;

import java.util.Arrays;

/**
 * Growing storage that several maps share: a map looks only at its own first rows, and rows once
 * written are never changed. One thread appends.
 */
final class Columns {
  private static final int START = 4;

  private long[] targets;
  private long[] sources;
  private int used;

  Columns() {
    this(new long[START], new long[START], 0);
  }

  private Columns(long[] targets, long[] sources, int used) {
    this.targets = targets;
    this.sources = sources;
    this.used = used;
  }

  /** The storage with one more row behind the first {@code rows}; a copy if that place is taken. */
  Columns with(int rows, long target, long source) {
    boolean full = rows == targets.length;
    Columns next =
        rows == used && !full
            ? this
            : new Columns(
                Arrays.copyOf(targets, full ? rows * 2 : targets.length),
                Arrays.copyOf(sources, full ? rows * 2 : sources.length),
                rows);
    next.targets[rows] = target;
    next.sources[rows] = source;
    next.used = rows + 1;
    return next;
  }

  long target(int row) {
    return targets[row];
  }

  /** The source offset of the row, matched or not. */
  long source(int row) {
    return sources[row] < 0 ? ~sources[row] : sources[row];
  }

  /** Unmatched rows are kept as the complement. */
  boolean isMatched(int row) {
    return sources[row] >= 0;
  }

  /** The last of the rows [0, rows) whose target is at most this one; row 0 begins at 0. */
  int atTarget(int rows, long target) {
    int found = Arrays.binarySearch(targets, 0, rows, target);
    return found >= 0 ? found : -found - 2;
  }

  /** The last of the rows [from, to) whose source is at most this one, or {@code from - 1}. */
  int atSource(int from, int to, long source) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (source(middle) <= source) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
