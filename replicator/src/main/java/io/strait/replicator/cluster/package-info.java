/**
 * The only place that builds {@code Admin}, {@code Consumer} and {@code Producer}, with deadlines,
 * and the one classification of errors into retriable, fatal and "needs a human".
 *
 * <p>Invariants: secrets never appear in {@code toString}, logs or messages; every call that can
 * block has a deadline. Threads: {@link io.strait.replicator.cluster.Cluster} is safe for use by
 * several threads; what it hands out follows the thread rules of kafka-clients. May import: the
 * JDK, the public API of kafka-clients, {@code topology}. Non-null by default.
 */
package io.strait.replicator.cluster;
