package io.strait.replicator.engine;

/** What becomes of the source's transactions. */
public enum TransactionRule {
  /** Only committed data is copied, as plain data; aborted data is never on the target. */
  COMMITTED,
  /**
   * The target's transactions mirror the source's, so that read_committed and read_uncommitted
   * readers see the same on both sides.
   */
  FAITHFUL
}
