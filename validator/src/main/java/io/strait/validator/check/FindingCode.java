package io.strait.validator.check;

/** The stable names of what can be wrong with a copy. The names are part of the report format. */
public enum FindingCode {
  /** A source record is nowhere on the target although later records are. */
  MISSING,
  /** The target holds one more copy of a source record than the source does. */
  DUPLICATE,
  /**
   * The record is on the target, but before or behind records that it does not stand by on the
   * source.
   */
  REORDERED,
  /** The record is in its place, but its key or value differs. */
  CORRUPT,
  /** Key and value are equal, the headers (names, values or their order) are not. */
  HEADER,
  /** Key and value are equal, the timestamp is not. */
  TIMESTAMP,
  /** The target holds a record that the source does not have. */
  FOREIGN,
  /** The record is there and in order, but not at the offset that the relation demands. */
  SHIFTED,
  /** The source log ends below an offset that it had reached before, or was asked to be judged. */
  TRUNCATED_SOURCE,
  /** A range could not be read, so nothing is said about it. */
  UNVERIFIABLE;

  /** Whether this shows a wrong copy; {@link #UNVERIFIABLE} only shows a gap in the proof. */
  public boolean isDifference() {
    return this != UNVERIFIABLE;
  }
}
