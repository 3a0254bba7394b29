package io.strait.replicator.engine;

/**
 * Which batch of a partition was found damaged last. It may have been damaged on its way here or
 * from here, so it is fetched once more before anything follows from it. Owned by the pump's
 * thread.
 */
final class Damage {
  private long last = -1;

  /** Whether the batch with this first source offset is to be fetched again; it is damaged. */
  boolean isNew(long offset) {
    boolean first = offset != last;
    last = offset;
    return first;
  }
}
