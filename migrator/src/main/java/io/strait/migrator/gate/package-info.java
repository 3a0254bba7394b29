/**
 * Gates: questions that must be answered "passed" before a command is accepted.
 *
 * <p>Each gate is a pure function of a {@link io.strait.migrator.gate.Situation} that was read from
 * the clusters. Invariants: what is not known is {@code Inconclusive}, never passed; a gate has no
 * memory. Threads: immutable. May import: the JDK, {@code replicator.topology}, {@code
 * replicator.progress}, {@code replicator.cluster} (its fault kinds), {@code client}, {@code plan}.
 * Non-null by default.
 */
package io.strait.migrator.gate;
