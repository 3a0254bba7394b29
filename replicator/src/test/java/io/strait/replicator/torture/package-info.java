/**
 * Tortures links: several engine processes on each link between two clusters of three child
 * brokers, killed, frozen and moved by seed while real producers write; afterwards the target is
 * compared with the source record by record by readers that share no code with the engine.
 *
 * <p>Invariants: an act of chaos never touches more than one broker of a cluster at once, so what
 * was acknowledged with all replicas stays readable (except in the profiles that elect leaders
 * uncleanly). Threads: the round's own, one per writer, and the chaos pool. May import: {@code
 * engine}, {@code share}, {@code offsets}, {@code cluster}, {@code topology}, {@code progress}, the
 * sandbox and public Kafka clients. Non-null by default.
 */
package io.strait.replicator.torture;
