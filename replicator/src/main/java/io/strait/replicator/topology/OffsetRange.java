package io.strait.replicator.topology;

/**
 * A half-open range of offsets of one partition, {@code from} inclusive to {@code to} exclusive.
 *
 * @param from first offset, 0 or more
 * @param to one past the last offset, not below {@code from}
 */
public record OffsetRange(long from, long to) {
  /** Refuses a negative or inverted range with {@link IllegalArgumentException}. */
  public OffsetRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "offset range [" + from + ", " + to + "): must satisfy 0 <= from <= to");
    }
  }

  /** How many offsets the range covers. */
  public long size() {
    return to - from;
  }

  /** Whether the range covers no offset. */
  public boolean isEmpty() {
    return to == from;
  }

  @Override
  public String toString() {
    return "[" + from + ", " + to + ")";
  }
}
