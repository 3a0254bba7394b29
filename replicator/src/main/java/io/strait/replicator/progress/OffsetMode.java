package io.strait.replicator.progress;

/** How target offsets relate to source offsets (the offset ladder). */
public enum OffsetMode {
  /** Every record has the same offset on both sides. */
  EXACT,
  /** As EXACT, with offsets that hold no data on the source filled on the target. */
  FILLED,
  /** Offsets differ; every discontinuity is stored. */
  MAPPED
}
