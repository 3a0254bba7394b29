/**
 * Comparing two logs that no single machine should read: an agent next to each cluster digests its
 * own side, and only digests travel. A coordinator compares the roots, descends into what is
 * unequal, asks for the fingerprints of the windows that differ, and reads single records as
 * evidence.
 *
 * <p>{@link io.strait.validator.agent.LogSide} is what one side can be asked; {@link
 * io.strait.validator.agent.LocalSide} reads its cluster, {@link
 * io.strait.validator.agent.RemoteSide} asks an agent over HTTP, {@link
 * io.strait.validator.agent.AgentDesk} is the agent's end of it without the transport, {@link
 * io.strait.validator.agent.AgentScan} is the coordinator.
 *
 * <p>Invariants: the seed is drawn by the coordinator; an agent that does not answer makes a range
 * unverifiable, never passed; every request is bounded in size, memory and time; an agent reads no
 * faster than a scan asks it to; a digest that nobody asks after is given up; one digest tree per
 * worker and side is held at a time, whatever the number of partitions. Not guaranteed: that an
 * agent tells the truth about its cluster; one that lies about both logs can make them look equal
 * (docs/proof.md).
 *
 * <p>Threads: sides and the desk are safe for use by several threads; a scan runs its own workers
 * and may be cancelled from any thread. May import: the JDK with its HTTP client, Jackson, slf4j,
 * kafka-clients' public API, {@code replicator.topology}, {@code replicator.cluster}, and {@code
 * validator.check}, {@code digest}, {@code log}, {@code contract}, {@code judge}, {@code align},
 * {@code records}, {@code relation}, {@code raw}, {@code session}'s throttle. Non-null by default.
 */
package io.strait.validator.agent;
