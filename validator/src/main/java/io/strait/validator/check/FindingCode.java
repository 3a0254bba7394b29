package io.strait.validator.check;

/**
 * The stable names of what can be wrong with a copy. The names are part of the report format;
 * {@code strait explain CODE} tells what each of them means and what to do about it.
 */
public enum FindingCode {
  /** A source record is nowhere on the target although later records are. */
  MISSING(Family.RECORDS),
  /** The target holds one more copy of a source record than the source does. */
  DUPLICATE(Family.RECORDS),
  /**
   * The record is on the target, but before or behind records that it does not stand by on the
   * source.
   */
  REORDERED(Family.RECORDS),
  /** Records of one key stand in another order than on the source, across partitions. */
  KEY_ORDER(Family.RECORDS),
  /** Records of one key stand in more than one partition of the target. */
  KEY_PARTITION(Family.RECORDS),
  /** The record is in its place, but its key or value differs. */
  CORRUPT(Family.RECORDS),
  /** A key that was deleted on the source still has a value on the target. */
  TOMBSTONE_LOST(Family.RECORDS),
  /** Key and value are equal, the headers (names, values or their order) are not. */
  HEADER(Family.RECORDS),
  /** Key and value are equal, the timestamp is not. */
  TIMESTAMP(Family.RECORDS),
  /** The target holds a record that the source does not have. */
  FOREIGN(Family.RECORDS),
  /** The target shows a record whose transaction was aborted on the source. */
  ABORTED_VISIBLE(Family.RECORDS),
  /** Of one committed source transaction, the target has some records and lacks others. */
  TXN_TORN(Family.RECORDS),
  /** The record is there and in order, but not at the offset that the relation demands. */
  SHIFTED(Family.RECORDS),
  /** The source log ends below an offset that it had reached before, or was asked to be judged. */
  TRUNCATED_SOURCE(Family.RECORDS),
  /** The source topic was created again, or its log rewritten, since the last proof. */
  RESET_SOURCE(Family.RECORDS),
  /** The target log was cut off below what had been proved of it. */
  TRUNCATED_TARGET(Family.RECORDS),
  /** The target topic was deleted, or created again, since it was proved. */
  RESET_TARGET(Family.RECORDS),
  /** A group on the target stands beyond the image of its position: it would never read records. */
  GROUP_SKIP(Family.GROUPS),
  /** A group on the target stands before the image of its position: it would read records again. */
  GROUP_REWIND(Family.GROUPS),
  /** A group of the source has no position on the target. */
  GROUP_MISSING(Family.GROUPS),
  /** A topic of the source does not exist on the target. */
  TOPIC_MISSING(Family.METADATA),
  /** The number of partitions differs and is not declared to. */
  PARTITION_DRIFT(Family.METADATA),
  /** A topic's configuration differs and is not declared to. */
  CONFIG_DRIFT(Family.METADATA),
  /** An ACL is on one side only. */
  ACL_DRIFT(Family.METADATA),
  /** A quota differs. */
  QUOTA_DRIFT(Family.METADATA),
  /** A schema differs or is on one side only. */
  SCHEMA_DRIFT(Family.METADATA),
  /** A range could not be read, so nothing is said about it. */
  UNVERIFIABLE(Family.COVERAGE);

  /** What a finding is about. */
  public enum Family {
    /** Records of a topic. */
    RECORDS,
    /** Positions of consumer groups. */
    GROUPS,
    /** What a cluster has besides records. */
    METADATA,
    /** The proof itself: what it does not cover. */
    COVERAGE
  }

  private final Family family;

  FindingCode(Family family) {
    this.family = family;
  }

  /** What a finding with this code is about. */
  public Family family() {
    return family;
  }

  /** Whether this shows a wrong copy; {@link #UNVERIFIABLE} only shows a gap in the proof. */
  public boolean isDifference() {
    return this != UNVERIFIABLE;
  }
}
