package io.strait.replicator.engine;

/**
 * One reaction per cause.
 *
 * @param sourceRecreated the source topic was deleted and created again; this release always halts
 * @param sourceTruncated the source rewrote its log behind the copy (unclean leader election);
 *     {@code CONTINUE} keeps what only the target holds, enters it in the gap ledger and appends
 *     what the source holds now behind it, with mapped offsets; where the offset rule allows none
 *     it halts
 * @param retentionOverrun the source's retention deleted records before they were copied
 * @param recordsDeleted somebody deleted records on the source (DeleteRecords) before they were
 *     copied
 * @param offsetConflict a record of the target stands where another one belongs (a foreign write);
 *     {@code CONTINUE} demotes the partition to MAPPED
 */
public record Reactions(
    Reaction sourceRecreated,
    Reaction sourceTruncated,
    Reaction retentionOverrun,
    Reaction recordsDeleted,
    Reaction offsetConflict) {
  /** Goes on where waiting would lose more; stops where a decision is needed. */
  public static Reactions defaults() {
    return new Reactions(
        Reaction.HALT, Reaction.HALT, Reaction.CONTINUE, Reaction.CONTINUE, Reaction.CONTINUE);
  }
}
