package io.strait.replicator.wire;

/** Which end of a log is asked for. */
public enum EndKind {
  /** First offset still in the log. */
  LOG_START,
  /** What read_uncommitted readers may see. */
  HIGH_WATERMARK,
  /** What read_committed readers may see. */
  LAST_STABLE,
  /** The leader's true log end, with what is not yet replicated (ListOffsets as replica -2). */
  LOG_END
}
