/**
 * What a link applied to its target last, in the compacted topic {@code strait.twin.<link>} there.
 *
 * <p>Invariants: what {@link io.strait.replicator.sync.state.AppliedLog#applied} returned from is
 * stored by all replicas; no secret is ever stored. Threads: any, one after the other. May import:
 * the public API of kafka-clients, {@code cluster}, {@code topology}, {@code sync}. Non-null by
 * default.
 */
package io.strait.replicator.sync.state;
