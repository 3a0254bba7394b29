/**
 * The write fence and its proof: named principals are kept from writing, every broker is asked
 * itself, open transactions end, and the log ends stand still; only then is there a frontier.
 *
 * <p>Invariants: a frontier exists only as the outcome of a proof; live transactions are never
 * aborted behind their owner's back, their ids are fenced instead; silence is never taken for
 * consent. Threads: all types are immutable or stateless. May import: the JDK, the public API of
 * kafka-clients, slf4j, {@code fence.acl}, {@code replicator.cluster}, {@code replicator.topology}.
 * Non-null by default.
 */
package io.strait.migrator.fence;
