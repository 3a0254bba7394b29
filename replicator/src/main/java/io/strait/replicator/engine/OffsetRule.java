package io.strait.replicator.engine;

/** Which step of the offset ladder a link may use. */
public enum OffsetRule {
  /** Equal offsets as long as that can be had, exactly mapped offsets otherwise. */
  AUTO,
  /** Equal offsets without any filling; a source offset without data halts the partition. */
  EXACT,
  /** Equal offsets, with offsets that hold no data on the source filled on the target. */
  FILLED,
  /** Every discontinuity is stored and nothing is filled. */
  MAPPED
}
