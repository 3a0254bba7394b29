package io.strait.replicator.engine;

import java.util.TreeSet;

/**
 * Which batches of a partition were found damaged. They may have been damaged on their way here or
 * from here, so each is fetched once more before anything follows from it. Owned by the pump's
 * thread.
 */
final class Damage {
  private final TreeSet<Long> seen = new TreeSet<>();

  /** Whether the batch with this first source offset is to be fetched again; it is damaged. */
  boolean isNew(long offset) {
    return seen.add(offset);
  }

  /** Everything before this source offset is dealt with. */
  void passed(long offset) {
    if (!seen.isEmpty()) {
      seen.headSet(offset).clear();
    }
  }
}
