/**
 * What Strait shares with MirrorMaker 2, by way of connect-mirror and Kafka Connect: the naming
 * policies and the host of single message transforms. The only package that may import {@code
 * org.apache.kafka.connect}.
 *
 * <p>No I/O but what a transform does by itself, no threads of its own. May import: the JDK,
 * connect-mirror-client, connect-api, {@code engine}, {@code wire}, {@code topology}. Non-null by
 * default.
 */
package io.strait.replicator.mirror;
