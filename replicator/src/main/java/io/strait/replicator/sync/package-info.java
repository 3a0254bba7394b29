/**
 * Reconcilers: observe both clusters, compare by a pure function, apply only the differences.
 *
 * <p>Invariants: a comparison does no I/O; nothing is applied that no comparison asked for; a
 * target that cannot be a mirror is refused, never bent. Threads: one at a time per object. May
 * import: the public API of kafka-clients, {@code cluster}, {@code topology}. Non-null by default.
 */
package io.strait.replicator.sync;
