/**
 * Looks before a wave leaps: who can be fenced and who cannot, who else writes, which rights are
 * missing, which groups and transactions are in the way.
 *
 * <p>Invariants: changes nothing; every finding says what was seen and what to do; a check that
 * could not be made is a finding itself. Threads: all types are immutable or stateless. May import:
 * the JDK, the public API of kafka-clients, {@code fence}, {@code fence.acl}, {@code fence.group},
 * {@code replicator.cluster}, {@code replicator.topology}. Non-null by default.
 */
package io.strait.migrator.fence.preflight;
