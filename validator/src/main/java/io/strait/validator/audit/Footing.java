package io.strait.validator.audit;

/**
 * The last record that was read of a log, by which the log is known again: as long as this record
 * stands at its offset under no later leader, all that stood before it stands there too (KIP-101).
 *
 * @param epoch no record up to the offset was appended under a later leader epoch than this; -1
 *     where the brokers do not tell
 * @param offset of the record in its own log; -1 before the first
 * @param print all of the record but its offset, under the seed of the audit
 */
public record Footing(int epoch, long offset, long print) {
  /** Nothing was read yet, and nothing is known of leaders. */
  public static final Footing NONE = new Footing(-1, -1, 0);

  /** Whether there is a record to know the log by. */
  boolean isSet() {
    return offset >= 0;
  }

  /**
   * The same, seen to be intact under this leader epoch; a leader that is none any more may ask.
   */
  Footing under(int other) {
    return new Footing(Math.max(epoch, other), offset, print);
  }

  /** The same with a later record, where there was one. */
  Footing then(Footing later) {
    return later.isSet() ? new Footing(epoch, later.offset, later.print) : this;
  }
}
