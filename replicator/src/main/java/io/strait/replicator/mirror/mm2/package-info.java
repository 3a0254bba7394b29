/**
 * {@code mm2.properties}, the configuration of MirrorMaker 2 (KIP-382) in dedicated mode, as it is
 * read by Kafka 4.3: what each of its keys is to Strait.
 *
 * <p>No I/O, no threads; values that refer to a secret stay references. May import: the JDK,
 * kafka-clients' public configuration classes and {@code topology}. Non-null by default.
 */
package io.strait.replicator.mirror.mm2;
