package io.strait.replicator.engine;

/** Idempotent sequence numbers: they count records modulo 2^31. */
final class Sequences {
  private static final long MASK = Integer.MAX_VALUE;

  private Sequences() {}

  /** The sequence of the n-th record, n counted from 0. */
  static int of(long ordinal) {
    return (int) (ordinal & MASK);
  }

  /** How many records a sequence is behind an earlier one. */
  static int distance(int earlier, int later) {
    return (int) ((later - (long) earlier) & MASK);
  }

  /** The sequence so many records behind another. */
  static int plus(int sequence, long records) {
    return (int) ((sequence + records) & MASK);
  }
}
