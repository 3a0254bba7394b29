/**
 * The only package that touches kafka-clients' internal classes: connections, protocol versions,
 * fetch sessions, produce requests and the header of a record batch.
 *
 * <p>Invariants: a batch's payload is never decoded or copied on the pass path; a received frame
 * goes back to its pool only after every batch sliced from it was released; memory for fetched data
 * never exceeds the pool's bound; requests on one connection are answered in the order in which
 * they were sent. Threads: a {@link io.strait.replicator.wire.Transport} and everything reached
 * through it belongs to one thread; only {@code wakeup} may be called by others. May import:
 * everything of kafka-clients, {@code cluster}, {@code topology}. Non-null by default.
 */
package io.strait.replicator.wire;
