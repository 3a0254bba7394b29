package io.strait.replicator.offsets;

import java.util.Arrays;

/**
 * Where each generation of the source begins; there are few. Immutable.
 *
 * <p>Generation 0 begins with row 0 and replaces nothing.
 */
final class Generations {
  static final Generations FIRST = new Generations(new int[] {0}, new long[] {0});

  private final int[] rows;
  private final long[] replaced;

  private Generations(int[] rows, long[] replaced) {
    this.rows = rows;
    this.replaced = replaced;
  }

  /**
   * One more, from this row on; earlier generations' source offsets from {@code from} on are void.
   */
  Generations with(int row, long from) {
    int count = rows.length;
    int[] moreRows = Arrays.copyOf(rows, count + 1);
    long[] moreReplaced = Arrays.copyOf(replaced, count + 1);
    moreRows[count] = row;
    moreReplaced[count] = from;
    return new Generations(moreRows, moreReplaced);
  }

  /** Those that begin within the first {@code size} rows. */
  Generations within(int size) {
    int count = rows.length;
    while (count > 1 && rows[count - 1] >= size) {
      count--;
    }
    return count == rows.length
        ? this
        : new Generations(Arrays.copyOf(rows, count), Arrays.copyOf(replaced, count));
  }

  int last() {
    return rows.length - 1;
  }

  int firstRow(int generation) {
    return rows[generation];
  }

  /** Row behind the generation's last one in a map of {@code size} rows. */
  int endRow(int generation, int size) {
    return generation < last() ? rows[generation + 1] : size;
  }

  long replacedFrom(int generation) {
    return replaced[generation];
  }

  /** The generation that this row belongs to. */
  int ofRow(int row) {
    int generation = last();
    while (rows[generation] > row) {
      generation--;
    }
    return generation;
  }

  boolean startsAt(int row) {
    return row > 0 && rows[ofRow(row)] == row;
  }

  /** The generation whose record the source holds at this offset now. */
  int holding(long source) {
    int generation = last();
    while (generation > 0 && replaced[generation] > source) {
      generation--;
    }
    return generation;
  }

  /** First source offset that a later generation has replaced, or the largest long. */
  long replacedAfter(int generation) {
    long first = Long.MAX_VALUE;
    for (int later = generation + 1; later <= last(); later++) {
      first = Math.min(first, replaced[later]);
    }
    return first;
  }
}
