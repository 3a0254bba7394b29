/**
 * Reads stored batches over kafka-clients' network layer, for comparing what is packed alike
 * without unpacking it, and for decoding the rest without an object per record. The only place of
 * the validator that touches kafka-clients' internals; shares nothing with {@code replicator.wire}.
 *
 * <p>Invariants: a read of a range returns all committed records that are left of it or throws;
 * checksums are checked wherever records are decoded; a damaged batch is never skipped; memory per
 * reader is a few frames and one decompressed batch. Everything is confined to one thread. May
 * import: the JDK, kafka-clients, {@code replicator.topology}, {@code replicator.cluster}, {@code
 * validator.digest}, {@code validator.log}. Non-null by default.
 */
package io.strait.validator.raw;
