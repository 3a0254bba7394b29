/**
 * Keeps links' targets twins of their sources: builds the reconcilers of a link from the
 * configuration, runs them once for an operator or again and again for the daemon.
 *
 * <p>Invariants: one aspect that fails keeps no other from being compared or applied; nothing is
 * applied by a daemon that does not own the link. Threads: a {@link io.strait.ops.twin.Reconcilers}
 * belongs to whoever made it, each reconciler to one thread at a time. May import: {@code config},
 * {@code view}, {@code migrator.step}, {@code replicator.sync} and its packages, {@code
 * replicator.engine}'s translations, {@code replicator.cluster}, {@code replicator.registry},
 * {@code replicator.topology}, {@code replicator.progress}. Non-null by default.
 */
package io.strait.ops.twin;
