/**
 * Client quotas by user, client id and ip, their defaults included.
 *
 * <p>Invariants: a comparison is a pure function; a quota that nobody applied through Strait is
 * never removed unless the policy says so. Threads: one at a time per object. May import: the
 * public API of kafka-clients, {@code cluster}, {@code topology}, {@code sync}, {@code
 * sync.select}. Non-null by default.
 */
package io.strait.replicator.sync.quota;
