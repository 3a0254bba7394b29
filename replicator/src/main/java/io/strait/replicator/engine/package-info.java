/**
 * Copies partitions: one pump thread per link, a small state machine per partition, compare-and-
 * append with the link's own producer id.
 *
 * <p>Invariants, by name:
 *
 * <ul>
 *   <li><b>TargetIsTheCheckpoint</b>: a copy starts only at a point read back from the target.
 *   <li><b>NoBlindRetry</b>: after any doubt about a write nothing is sent to that partition until
 *       every unanswered request is over and the target was read again.
 *   <li><b>ExpectedOffset</b>: an acknowledgement at another offset than the expected one stops the
 *       partition until it is known what landed where; then it goes on with mapped offsets, or
 *       halts, as the link's policy says.
 *   <li><b>MapBeforeData</b>: a discontinuity is stored before what is behind it is sent.
 *   <li><b>LetterBeforeGap</b>: what is put aside is stored, and so is the ledger's entry about it,
 *       before the target may hold anything at its place.
 *   <li><b>MarkersAlone</b>: while markers are on their way, nothing else of the partition is.
 *   <li><b>DeletedOnceDeletedThere</b>: what the source got after its keys were compared is sent
 *       only behind the deletions that the comparison found, and no owner counts a partition as
 *       whole before.
 *   <li><b>OneConnectionPerPartition</b>: between two readings of the target, a partition's batches
 *       travel over one connection, in order.
 * </ul>
 *
 * <p>Threads: {@link io.strait.replicator.engine.LinkEngine} may be used by several; everything
 * else is owned by the link's thread or its pump's thread, as each class says. May import: {@code
 * wire}, {@code sync}, {@code cluster}, {@code progress}, {@code topology}; no kafka-clients
 * internals. Non-null by default.
 */
package io.strait.replicator.engine;
