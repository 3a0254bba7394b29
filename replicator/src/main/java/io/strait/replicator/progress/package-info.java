/**
 * Immutable snapshots of what a link has done, for everybody who is not the engine: gates, status,
 * metrics.
 *
 * <p>No I/O, no threads. May import: the JDK, {@code topology}. Non-null by default.
 */
package io.strait.replicator.progress;
