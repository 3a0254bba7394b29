package io.strait.replicator.offsets;

import java.util.ArrayList;
import java.util.List;

/**
 * The offset map of one partition: every place where target and source offsets stop running side by
 * side.
 *
 * <p>It begins with equal offsets. 16 bytes a discontinuity; both directions are binary searches.
 * Immutable: readers may hold one for as long as they like. Making a new one from the newest is
 * cheap (nothing is copied); only one thread at a time may do so for one partition.
 */
public final class OffsetMap {
  /** Offsets are below this: beyond any log, and it leaves the codec room. */
  static final long OFFSET_BOUND = 1L << 60;

  private final Columns columns;
  private final int size;
  private final Generations generations;

  private OffsetMap(Columns columns, int size, Generations generations) {
    this.columns = columns;
    this.size = size;
    this.generations = generations;
  }

  /** All offsets are equal. */
  public static OffsetMap equalOffsets() {
    return new OffsetMap(new Columns().with(0, 0, 0), 1, Generations.FIRST);
  }

  /** Whether all offsets are equal: such a map need not be stored. */
  public boolean isEqual() {
    return size == 1 && columns.source(0) == 0 && columns.isMatched(0);
  }

  /** Number of discontinuities, the beginning included. */
  public int size() {
    return size;
  }

  /** The source's generation now, from 0. */
  public int generation() {
    return generations.last();
  }

  /** Target offset of the first record of the source's generation now. */
  public long generationStart() {
    return columns.target(generations.firstRow(generation()));
  }

  /** One of them, from 0 on. */
  public Discontinuity at(int row) {
    return new Discontinuity(
        columns.target(row), columns.source(row), columns.isMatched(row), generations.ofRow(row));
  }

  /**
   * The record of {@code source} goes to {@code target}, and so on side by side.
   *
   * @param target not before the last discontinuity; at its place it is replaced
   * @param source not before what was copied in this generation
   * @return this map if it says so already
   */
  public OffsetMap with(long target, long source) {
    return says(target, source, true) ? this : appended(target, source, true);
  }

  /**
   * From {@code target} on the target holds what did not come from the source, until the next
   * {@link #with}.
   */
  public OffsetMap withUnmatched(long target) {
    return withUnmatched(target, sourceOf(target).position());
  }

  OffsetMap withUnmatched(long target, long next) {
    return says(target, next, false) ? this : appended(target, next, false);
  }

  /**
   * The source is another one from here on: its record of {@code source} goes to {@code target}.
   *
   * @param target not before the last discontinuity; at its place it is replaced, and a generation
   *     that began there and got no record is no generation
   * @param replacedFrom first source offset whose old content is void: where the source's log was
   *     cut off, or 0 for a topic that was created again
   */
  public OffsetMap withGeneration(long target, long source, long replacedFrom) {
    inOrder(target);
    require(
        replacedFrom >= 0 && source >= replacedFrom && source < OFFSET_BOUND,
        "a generation begins with what it replaces, " + replacedFrom + ", or later",
        source);
    int rows = target == columns.target(size - 1) ? size - 1 : size;
    long from =
        generations.startsAt(rows)
            ? Math.min(replacedFrom, generations.replacedFrom(generation()))
            : replacedFrom;
    Generations next = generations.within(rows);
    return new OffsetMap(
        columns.with(rows, target, source), rows + 1, rows == 0 ? next : next.with(rows, from));
  }

  /**
   * What holds for a target whose log ends here: all discontinuities behind its end are void. One
   * exactly at the end stays, for it says what is to be copied next.
   */
  public OffsetMap truncatedTo(long targetEnd) {
    int rows = columns.atTarget(size, Math.max(0, targetEnd)) + 1;
    return rows == size ? this : new OffsetMap(columns, rows, generations.within(rows));
  }

  /**
   * Source offset of the first record at or behind a target offset that the source still holds;
   * behind the last one, the next to be copied. Records of earlier generations may have been
   * replaced.
   */
  long heldFrom(long target) {
    require(target >= 0, "offsets are not negative", target);
    int row = columns.atTarget(size, target);
    long at = target;
    for (int generation = generations.ofRow(row);
        generation < generation();
        generation = generations.ofRow(row)) {
      long source = expected(row, at);
      if (columns.isMatched(row) && generations.holding(source) == generation) {
        return source;
      }
      row++;
      at = columns.target(row);
    }
    return expected(row, at);
  }

  /** The source offset of a target offset; at the target's end, the next one to be copied. */
  public Translation sourceOf(long target) {
    require(target >= 0, "offsets are not negative", target);
    int row = columns.atTarget(size, target);
    long source = columns.source(row);
    return columns.isMatched(row)
        ? new Translation.Exact(source + target - columns.target(row), generations.ofRow(row))
        : new Translation.Gap(source);
  }

  /**
   * The target offset of what the source holds at an offset now.
   *
   * @param targetEnd the target's log end: what is not there yet will be appended there or later
   */
  public Translation targetOf(long source, long targetEnd) {
    require(source >= 0, "offsets are not negative", source);
    Translation found = targetOf(source);
    return found.position() < targetEnd ? found : new Translation.Gap(targetEnd);
  }

  private Translation targetOf(long source) {
    int generation = generations.holding(source);
    int first = generations.firstRow(generation);
    int end = generations.endRow(generation, size);
    int row = columns.atSource(first, end, source);
    if (row >= first && columns.isMatched(row)) {
      long target = columns.target(row) + source - columns.source(row);
      if (row + 1 == size || target < columns.target(row + 1)) {
        return new Translation.Exact(target, generation);
      }
    }
    return new Translation.Gap(nextMatched(row + 1, end, generation));
  }

  /** Target offset of the first record behind, of those that the source still holds. */
  private long nextMatched(int from, int end, int generation) {
    long bound = generations.replacedAfter(generation);
    for (int row = from; row < end && columns.source(row) < bound; row++) {
      if (columns.isMatched(row)) {
        return columns.target(row);
      }
    }
    return bound == Long.MAX_VALUE ? Long.MAX_VALUE : targetOf(bound).position();
  }

  private boolean says(long target, long source, boolean matched) {
    inOrder(target);
    long expected = expected(size - 1, target);
    require(
        source >= expected && source < OFFSET_BOUND,
        "source offsets do not go back within a generation, " + expected + " is next",
        source);
    return columns.isMatched(size - 1) == matched && source == expected;
  }

  /** What the row says about a later target offset: its source, or what is next. */
  private long expected(int row, long target) {
    return columns.source(row) + (columns.isMatched(row) ? target - columns.target(row) : 0);
  }

  private void inOrder(long target) {
    require(
        target >= columns.target(size - 1) && target < OFFSET_BOUND,
        "discontinuities come in the order of target offsets, the last is at "
            + columns.target(size - 1),
        target);
  }

  private OffsetMap appended(long target, long source, boolean matched) {
    int rows = target == columns.target(size - 1) ? size - 1 : size;
    boolean redundant =
        rows > 0
            && !generations.startsAt(rows)
            && columns.isMatched(rows - 1) == matched
            && expected(rows - 1, target) == source;
    return redundant
        ? new OffsetMap(columns, rows, generations)
        : new OffsetMap(
            columns.with(rows, target, matched ? source : ~source), rows + 1, generations);
  }

  boolean startsGeneration(int row) {
    return generations.startsAt(row);
  }

  /** First source offset that this generation replaced. */
  public long replacedFrom(int generation) {
    return generations.replacedFrom(generation);
  }

  /** How many discontinuities both maps begin with; rows in shared storage never change. */
  int common(OffsetMap other) {
    int rows = Math.min(size, other.size);
    if (columns == other.columns) {
      return rows;
    }
    int same = 0;
    while (same < rows && sameRow(other, same)) {
      same++;
    }
    return same;
  }

  private boolean sameRow(OffsetMap other, int row) {
    Discontinuity mine = at(row);
    return mine.equals(other.at(row))
        && replacedFrom(mine.generation()) == other.replacedFrom(mine.generation());
  }

  /** All of them, for reports. */
  public List<Discontinuity> discontinuities() {
    List<Discontinuity> all = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      all.add(at(row));
    }
    return List.copyOf(all);
  }

  private static void require(boolean holds, String rule, long value) {
    if (!holds) {
      throw new IllegalArgumentException("offset " + value + ": " + rule);
    }
  }
}
