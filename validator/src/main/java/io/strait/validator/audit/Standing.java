package io.strait.validator.audit;

/** Whether the logs of a partition still are those that were sealed. */
sealed interface Standing {
  /** They are; {@code footings} is by what they are known from now on. */
  record Firm(Footings footings) implements Standing {}

  /** They do not look so; nothing is sealed until it lasted for the grace or turned out wrong. */
  record Doubtful() implements Standing {}

  /** A log is gone, and nothing has come in its place yet. */
  record Gone(AuditFinding finding) implements Standing {}

  /**
   * A log is not what it was from a place on; what was sealed there is to be sealed anew.
   *
   * @param onSource whether it is the source's
   * @param cut first offset of that log that is not what it was; 0 where all of it is another
   * @param footings by what the logs are known from now on
   */
  record Fallen(AuditFinding finding, boolean onSource, long cut, Footings footings)
      implements Standing {}
}
