/**
 * The state machine of a migration: pure decisions, no I/O.
 *
 * <p>A state is a sealed record that carries the evidence of how it was reached and offers only its
 * legal successors; {@link io.strait.migrator.cutover.CutoverMachine#on} maps a state and an event
 * to the next state or to a refusal; {@link io.strait.migrator.cutover.PermittedEdges} is the
 * golden table against which tests hold it, and from which the diagram in {@code
 * runbooks/state-machine.md} is generated.
 *
 * <p>Invariants: a frontier exists only in states after a proven fence; the decision ({@link
 * io.strait.migrator.cutover.CutoverState.Switching}) can be left only forward; every state before
 * it in which users are held has an edge to ABORTING. Threads: everything is immutable. May import:
 * the JDK and {@link org.apache.kafka.common.TopicPartition}. Non-null by default.
 */
package io.strait.migrator.cutover;
