/**
 * Judges by key: compacted topics, topics spread over another number of partitions, repeats, and
 * log starts that moved. See docs/proof.md.
 *
 * <p><b>Compacted topics.</b> A cleaner removes a record when its log holds a later one of the same
 * key, a tombstone some time after that, and what has no key; each removal leaves an offset without
 * a record. So a record that stands on one side only is <em>explained</em> exactly when both hold:
 *
 * <ol>
 *   <li><em>The key allows it.</em> On the side where it is gone, the topic is compacted, and a
 *       later record of the key stands there; or the key was deleted: its last record on the other
 *       side is a tombstone, and no record of it stands here; or it has no key.
 *   <li><em>The log has room for it.</em> Between the nearest records before and behind it that
 *       stand on both sides, that log has an offset without a record in its place: exactly there
 *       where both logs are as wide, otherwise as many such offsets as records are to be explained.
 *       A log without holes has never been cleaned here, so what it lacks is MISSING, superseded or
 *       not, and what only the other one has is FOREIGN or a DUPLICATE.
 * </ol>
 *
 * <p>What is not explained is compared as two ordinary logs without the explained records, and so
 * gets the ordinary names and places. The latest record of a key is never explained unless it is a
 * tombstone whose key is gone altogether, so equal rests mean equal latest values. A tombstone that
 * is lost while the target has a value for the key is TOMBSTONE_LOST. So is a latest value on the
 * target of whose key the source has nothing left but room; without room it is FOREIGN.
 *
 * <p>What cannot be known, and is then taken for compaction: a fault in a superseded record where
 * the other side's cleaner has already removed it. Where nothing is claimed about offsets, a second
 * copy of a record that the source still holds is a DUPLICATE even beside a hole, and a key that
 * the source does not have is FOREIGN unless the logs are as wide around it.
 *
 * <p>Invariants: both logs are read up to one moment; small ones once, larger ones several times,
 * and then every reading must bring the same records, or the judgement begins anew; a key that was
 * written again behind that moment may have been cleaned away below it; the target's end is asked
 * for before the source's; keys are told apart by 128 bits; memory is bounded by shares of keys,
 * each with a reading of its own.
 *
 * <p>Threads: judges and reviews are called from worker threads and keep nothing between calls. May
 * import: the JDK, kafka-clients' public API, slf4j, {@code replicator.topology}, {@code
 * replicator.cluster}, and {@code validator.check}, {@code digest}, {@code log}, {@code contract},
 * {@code judge}. Non-null by default.
 */
package io.strait.validator.keyed;
