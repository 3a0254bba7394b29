/**
 * Judges what a target has besides records and positions: topics, partitions, configurations, ACLs,
 * quotas, schemas; and tells which side moved since a link applied it.
 *
 * <p>Invariants: the comparison is independent of whatever keeps the twin, and shares no table with
 * it; what is declared (values set, permissions held back, principals mapped, fences) is explained,
 * never left out unsaid; what could not be read is unread, never equal. Comparisons are pure;
 * {@link io.strait.validator.metadata.MetadataReader} only reads. Threads: everything may be used
 * by one thread at a time, records by any. May import: the JDK, Jackson, kafka-clients' public API,
 * {@code replicator.topology}, {@code replicator.cluster}, {@code validator.check}. Non-null by
 * default.
 */
package io.strait.validator.metadata;
