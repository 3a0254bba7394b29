package io.strait.replicator.engine;

/**
 * How a link copies: what an operator decides about it once.
 *
 * @param offsets which step of the offset ladder it may use
 * @param fillerRecords whether offsets without data may be filled with visible null records where
 *     invisible markers are not authorised
 * @param transactions what becomes of transactions
 * @param reactions what to do when source or target turn out to be different from before
 * @param deadLetters whether a batch that can never be appended goes to the link's dead-letter
 *     topic; otherwise it halts its partition
 * @param records changes on the way
 */
public record CopyPolicy(
    OffsetRule offsets,
    boolean fillerRecords,
    TransactionRule transactions,
    Reactions reactions,
    boolean deadLetters,
    RecordRules records) {
  /**
   * Whether a source topic that was created again is followed: only where offsets may be mapped,
   * and where no transaction of the old one can be open on the target.
   */
  boolean followsRecreated() {
    return reactions.sourceRecreated() == Reaction.CONTINUE
        && mayMap()
        && transactions == TransactionRule.COMMITTED;
  }

  /** Whether a source that rewrote its log is followed: only where offsets may be mapped. */
  boolean followsTruncated() {
    return reactions.sourceTruncated() == Reaction.CONTINUE && mayMap();
  }

  /**
   * Whether offsets may be mapped around what somebody else wrote: only the link's own id tells its
   * records from others'.
   */
  boolean mapsAroundConflicts() {
    return reactions.offsetConflict() == Reaction.CONTINUE
        && mayMap()
        && transactions == TransactionRule.COMMITTED;
  }

  /** The same with this rule about schema ids. */
  public CopyPolicy withSchemaIds(SchemaIdRule rule) {
    return new CopyPolicy(
        offsets, fillerRecords, transactions, reactions, deadLetters, records.withSchemaIds(rule));
  }

  private boolean mayMap() {
    return offsets == OffsetRule.AUTO || offsets == OffsetRule.MAPPED;
  }

  /** Equal offsets if possible, committed data only, dead letters on, no changes. */
  public static CopyPolicy defaults() {
    return new CopyPolicy(
        OffsetRule.AUTO,
        false,
        TransactionRule.COMMITTED,
        Reactions.defaults(),
        true,
        RecordRules.none());
  }
}
