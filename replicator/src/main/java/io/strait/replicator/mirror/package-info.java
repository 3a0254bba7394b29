/**
 * What Strait shares with MirrorMaker 2, by way of connect-mirror: the naming policies. The only
 * package that may import {@code org.apache.kafka.connect}.
 *
 * <p>No I/O, no threads. May import: the JDK, connect-mirror-client, {@code topology}. Non-null by
 * default.
 */
package io.strait.replicator.mirror;
