package io.strait.validator.agent;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The runs of numbers in which two sides are known to differ; whatever else was compared is equal.
 * Bounded: with very many runs, the gaps between neighbours count as different, too. One thread.
 */
final class Unequal {
  private static final int MOST_RUNS = 1 << 16;

  private final TreeMap<Long, Long> runs = new TreeMap<>();

  /** Adds {@code [from, to)}, behind everything that was added before. */
  void add(long from, long to) {
    Map.Entry<Long, Long> last = runs.lastEntry();
    if (last != null && (last.getValue() >= from || runs.size() >= MOST_RUNS)) {
      runs.put(last.getKey(), Math.max(last.getValue(), to));
    } else {
      runs.put(from, to);
    }
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** In order, none touching the next. */
  List<Run> runs() {
    return runs.entrySet().stream().map(run -> new Run(run.getKey(), run.getValue())).toList();
  }

  /** The first window of each run of windows that differ, with the first one behind it. */
  static int[][] runs(BitSet windows) {
    int[][] found = new int[windows.size()][];
    int count = 0;
    for (int from = windows.nextSetBit(0); from >= 0; ) {
      int to = windows.nextClearBit(from);
      found[count++] = new int[] {from, to};
      from = windows.nextSetBit(to);
    }
    return Arrays.copyOf(found, count);
  }
}
