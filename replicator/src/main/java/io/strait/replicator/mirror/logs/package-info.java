/**
 * Reads logs from one offset to another, and asks where they begin and end.
 *
 * <p>One thread per reading. May import: the JDK, kafka-clients, {@code cluster}. Non-null by
 * default.
 */
package io.strait.replicator.mirror.logs;
