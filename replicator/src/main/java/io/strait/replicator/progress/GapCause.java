package io.strait.replicator.progress;

/** Why a range of the source is not, or not as it was, on the target. */
public enum GapCause {
  /** The source's retention deleted records before they were copied. */
  RETENTION_OVERRUN,
  /** Somebody deleted records on the source (DeleteRecords) before they were copied. */
  RECORDS_DELETED,
  /** Records were deleted on the source before they were copied; by whom cannot be told. */
  RETENTION_OR_DELETE,
  /**
   * The source rewrote its log (unclean leader election): the target holds records of this range
   * that the source lost.
   */
  SOURCE_TRUNCATED,
  /** The source topic was deleted and created again; what was not copied of the old one is lost. */
  SOURCE_RECREATED,
  /** The target holds a foreign record where one of this range belongs. */
  OFFSET_CONFLICT,
  /**
   * On a compacted topic, tombstones of this range may have been removed before they were copied.
   */
  MISSED_TOMBSTONES,
  /** Records of this range went to the link's dead-letter topic. */
  DEAD_LETTER;

  /** Whether records are missing on the target for good. */
  public boolean isLoss() {
    return switch (this) {
      case RETENTION_OVERRUN, RECORDS_DELETED, RETENTION_OR_DELETE, SOURCE_RECREATED -> true;
      case SOURCE_TRUNCATED, OFFSET_CONFLICT, MISSED_TOMBSTONES, DEAD_LETTER -> false;
    };
  }
}
