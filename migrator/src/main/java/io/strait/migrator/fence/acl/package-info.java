/**
 * DENY ACLs as a fence: planning, raising, looking at and lifting them; who may act, evaluated as
 * the brokers do; and the ground the other fence packages stand on: limits, bounded waiting, and
 * questions put to one particular broker.
 *
 * <p>Invariants: only named principals are denied; only what a journaled plan raised is lifted; the
 * return of an admin call counts for nothing, only what brokers show afterwards does. Threads: all
 * types are immutable or stateless. May import: the JDK, the public API of kafka-clients, slf4j,
 * {@code replicator.cluster}, {@code replicator.topology}, {@code replicator.wire}. Non-null by
 * default.
 */
package io.strait.migrator.fence.acl;
