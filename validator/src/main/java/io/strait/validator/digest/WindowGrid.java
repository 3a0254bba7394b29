package io.strait.validator.digest;

import io.strait.replicator.topology.OffsetRange;

/**
 * Cuts a range of source offsets into windows whose borders are multiples of one power of two, so
 * that two scans of overlapping ranges have windows in common.
 *
 * @param range the source offsets covered
 * @param shift the window size is {@code 1 << shift} offsets
 */
public record WindowGrid(OffsetRange range, int shift) {
  /**
   * The most windows of one grid: bounds the memory of a scan by about 5 MiB per side and worker,
   * whatever the size of the log. Longer ranges get wider windows.
   */
  public static final int MOST_WINDOWS = 1 << 16;

  /** A grid of windows of at least {@code smallest} offsets, a power of two. */
  public static WindowGrid over(OffsetRange range, int smallest) {
    int shift = Integer.numberOfTrailingZeros(Integer.highestOneBit(Math.max(1, smallest)));
    while ((range.size() >>> shift) + 2 > MOST_WINDOWS) {
      shift++;
    }
    return new WindowGrid(range, shift);
  }

  /** How many windows there are; 0 for an empty range. */
  public int windows() {
    return range.isEmpty() ? 0 : index(range.to() - 1) + 1;
  }

  /** The window of a source offset; offsets outside the range belong to the nearest window. */
  public int index(long sourceOffset) {
    long inside = Math.max(range.from(), Math.min(sourceOffset, range.to() - 1));
    return (int) ((inside >>> shift) - (range.from() >>> shift));
  }

  /** The first source offset of a window. */
  public long start(int window) {
    return Math.max(range.from(), ((range.from() >>> shift) + window) << shift);
  }
}
