/**
 * Wires agents and coordinators: desks over the configured clusters, sides that are here or behind
 * an agent, and what certificates need from journals.
 *
 * <p>Invariants: nothing is connected before it is asked for; tokens and passwords never reach a
 * log. Threads: {@link io.strait.ops.agent.AgentDesks} is safe for use by several threads. May
 * import: {@code ops.config}, {@code ops.verify}, the validator, {@code replicator.topology},
 * {@code replicator.cluster}, {@code replicator.sync}, the migrator's journal. Non-null by default.
 */
package io.strait.ops.agent;
