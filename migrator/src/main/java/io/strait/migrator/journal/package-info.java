/**
 * The migration's memory: an append-only, versioned, hash-chained journal in the topic {@code
 * strait.journal} on both clusters of a wave.
 *
 * <p>Invariants: one writer (a transactional producer per wave; opening fences the previous one);
 * entry {@code n} carries the hash of entry {@code n-1}; an entry counts once it is committed on
 * the home cluster, the wave's target; the second copy follows and is complete before a decision;
 * an entry of an unknown version or kind, or a broken chain, is refused and never skipped. Threads:
 * a journal belongs to one thread. May import: the JDK, Jackson, kafka-clients' public API, {@code
 * replicator.cluster}. Non-null by default.
 */
package io.strait.migrator.journal;
