package io.strait.replicator.progress;

/** What the owner of a partition is doing. */
public enum PartitionState {
  /** Finding leaders and reading the resume point back from the target. */
  RESOLVING,
  /**
   * Filling the empty target partition up to the source's log start, so that offsets will be equal.
   */
  PADDING,
  /** Copying. */
  RUNNING,
  /** Ready to copy, but its topic was paused by an operator: it is not fetched until resumed. */
  PAUSED,
  /** Stopped for a reason that does not pass by itself; see the problem text. */
  HALTED
}
