/**
 * Access control lists: every resource and pattern type, staged writing, deletions.
 *
 * <p>Invariants: a comparison is a pure function of both sides, the link, the policy and what was
 * applied last; Strait's own fences, principals and topics are never touched; a binding that nobody
 * applied through Strait is never deleted unless the policy says so. Threads: one at a time per
 * object. May import: the public API of kafka-clients, {@code cluster}, {@code topology}, {@code
 * sync}, {@code sync.select}. Non-null by default.
 */
package io.strait.replicator.sync.acl;
