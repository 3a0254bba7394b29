/**
 * Answers where an offset of one side of a link is on the other.
 *
 * <p>Invariants: an answer is exact or says why not; nothing is written to any cluster and no
 * daemon is asked. Threads: everything here is immutable or used by one thread. May import: {@code
 * replicator.engine}'s translations, {@code replicator.offsets}, {@code replicator.progress},
 * {@code replicator.cluster}, {@code replicator.topology}, {@code replicator.sync}. Non-null by
 * default.
 */
package io.strait.ops.offsets;
