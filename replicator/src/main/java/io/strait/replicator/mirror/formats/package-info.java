/**
 * The records of MirrorMaker 2's own topics, byte by byte (KIP-382), and the JSON under which Kafka
 * Connect keeps its offsets.
 *
 * <p>No I/O, no threads. What a reader of Kafka's own reads back is compared with its classes in
 * tests. May import: the JDK, kafka-clients' public classes, Jackson. Non-null by default.
 */
package io.strait.replicator.mirror.formats;
