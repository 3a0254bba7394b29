package io.strait.replicator.engine;

/**
 * One reaction per cause.
 *
 * @param sourceRecreated the source topic was deleted and created again; {@code CONTINUE} keeps
 *     what the target holds of the old one, enters the matter in the gap ledger and appends the new
 *     one behind it, with mapped offsets; where the offset rule allows none, or transactions are
 *     carried out again, it halts
 * @param sourceTruncated the source rewrote its log behind the copy (unclean leader election);
 *     {@code CONTINUE} keeps what only the target holds, enters it in the gap ledger and appends
 *     what the source holds now behind it, with mapped offsets; where the offset rule allows none
 *     it halts
 * @param retentionOverrun the source's retention deleted records before they were copied
 * @param recordsDeleted somebody deleted records on the source (DeleteRecords) before they were
 *     copied
 * @param offsetConflict a record of the target stands where another one belongs (a foreign write);
 *     {@code CONTINUE} demotes the partition to MAPPED
 * @param missedTombstones the copy of a compacted topic was behind for so long that the source may
 *     have removed tombstones before they were copied; {@code CONTINUE} compares the keys of both
 *     sides, deletes on the target what the source has deleted, and enters it in the gap ledger
 */
public record Reactions(
    Reaction sourceRecreated,
    Reaction sourceTruncated,
    Reaction retentionOverrun,
    Reaction recordsDeleted,
    Reaction offsetConflict,
    Reaction missedTombstones) {
  /** Goes on where waiting would lose more; stops where a decision is needed. */
  public static Reactions defaults() {
    return new Reactions(
        Reaction.HALT,
        Reaction.HALT,
        Reaction.CONTINUE,
        Reaction.CONTINUE,
        Reaction.CONTINUE,
        Reaction.CONTINUE);
  }
}
