/**
 * The long-running process: runs the links and migrations of a configuration and keeps running
 * them.
 *
 * <p>Invariants: a link that a wave names runs only in the process that holds the wave's lease, so
 * that two daemons do not run the two directions of one link, except that a process that was paused
 * as a whole may not have noticed its loss yet (compare-and-append holds it off); a link that no
 * wave names is guarded by the engine's own lease; what fails is tried again with growing pauses;
 * one log line per change of state. Threads: one housekeeping thread per daemon, one keeper and one
 * runner thread per wave, the engines' own; {@link io.strait.ops.daemon.Daemon#status} may be
 * called from any thread and does not block. May import: {@code config}, {@code view}, {@code
 * audit}, {@code migrator}, {@code replicator}, {@code slo}, {@code verify}. Non-null by default.
 */
package io.strait.ops.daemon;
