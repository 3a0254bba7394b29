package io.strait.replicator.engine;

/**
 * Why a partition stopped for good.
 *
 * @param cause which kind
 * @param text what, where, the values, and what to do
 */
record Halt(Cause cause, String text) {
  /** Told apart because each needs another answer. */
  enum Cause {
    /** Somebody else wrote to the target, or it holds other content than the source. */
    FOREIGN_WRITE,
    /** The target has offsets that the source does not have. */
    TARGET_AHEAD,
    /** The source deleted records before they were copied. */
    RETENTION_OVERRUN,
    /** Somebody deleted records on the source before they were copied. */
    RECORDS_DELETED,
    /** The source's log was rewritten behind the copy: an unclean leader election. */
    SOURCE_TRUNCATED,
    /** Tombstones of a compacted source may have been removed before they were copied. */
    MISSED_TOMBSTONES,
    /** The source topic is another one than the link began with. */
    SOURCE_RECREATED,
    /** The target topic is another one than the link began with. */
    TARGET_RECREATED,
    /** A topic does not exist any more. */
    TOPIC_MISSING,
    /** The source holds a batch that this release cannot copy exactly. */
    UNSUPPORTED_BATCH,
    /** Source offsets without data can neither be filled nor mapped under the link's settings. */
    OFFSET_GAP,
    /** The target's brokers lack what the link's settings ask for. */
    TARGET_UNSUPPORTED,
    /** The target refuses a batch. */
    BATCH_REFUSED,
    /** The source holds batches that the opposite link wrote. */
    LOOP,
    /** Nothing is left to compare, so equality cannot be shown. */
    UNPROVABLE
  }

  @Override
  public String toString() {
    return cause + ": " + text;
  }
}
