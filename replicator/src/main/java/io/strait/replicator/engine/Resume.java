package io.strait.replicator.engine;

/** How a partition's copy starts or goes on. */
sealed interface Resume {
  /**
   * Copy from this source offset.
   *
   * @param offset next source offset, equal to the target's log end
   * @param sequence of the record at that offset
   * @param remembered whether the target remembers the link's last sequence
   * @param hidePadding whether filler before {@code offset} is still visible on the target
   * @param sourceEpoch leader epoch of the source's batch before {@code offset}, or -1 if it was
   *     not read; the first fetch carries it, so that a log rewritten since then shows (KIP-595)
   */
  record Run(long offset, int sequence, boolean remembered, boolean hidePadding, int sourceEpoch)
      implements Resume {}

  /** Fill the target from {@code from} up to {@code to} first. */
  record Pad(long from, long to, int sequence) implements Resume {}

  /** Read the record at this offset on both sides, then decide again. */
  record CompareTail(long offset) implements Resume {}

  /** Passes by itself: ask again later. */
  record Wait(String reason) implements Resume {}

  /** Do not copy. */
  record Stop(Halt halt) implements Resume {}
}
