/**
 * Moving consumer groups: members are kept out by name and removed, positions are read exactly and
 * committed exactly on the other cluster.
 *
 * <p>Invariants: positions are committed only onto a group without members, without leader epochs
 * (another cluster's epoch makes consumers hang or rewind), never beyond the other log's end nor
 * below its start; what cannot be read is never taken for "none". Threads: all types are immutable
 * or stateless. May import: the JDK, the public API of kafka-clients, slf4j, {@code fence.acl},
 * {@code replicator.cluster}, {@code replicator.topology}. Non-null by default.
 */
package io.strait.migrator.fence.group;
