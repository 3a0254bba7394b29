/**
 * Positions of consumer groups, kept exact on a link's target, and brought back to its source when
 * a group has moved.
 *
 * <p>Invariants, by name:
 *
 * <ul>
 *   <li><b>NoGroupAhead</b>: a position is never written behind a record that nobody of the group
 *       has passed on either side.
 *   <li><b>NeverOntoActive</b>: positions are written only where the group has no members; brokers
 *       refuse it otherwise, and so does the decision.
 *   <li><b>NoRewind</b>: a group that progressed on the target is not set back; a position that its
 *       operators set back on the source is followed, and said to be.
 *   <li><b>IntentFirst</b>: what is about to be written is stored before, so that after a crash at
 *       any point Strait's own write is not taken for somebody else's.
 *   <li><b>NothingOfTheOtherCluster</b>: no leader epoch is carried over; metadata is.
 * </ul>
 *
 * <p>Threads: one at a time per object. May import: the public API of kafka-clients, {@code
 * cluster}, {@code topology}, {@code offsets}, {@code engine}'s translations, {@code sync}, {@code
 * sync.select}. Non-null by default.
 */
package io.strait.replicator.sync.group;
