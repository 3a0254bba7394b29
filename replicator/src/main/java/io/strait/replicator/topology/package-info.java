/**
 * The nouns of replication: cluster alias, link, topic selection and naming, offset range. No I/O,
 * no threads, nothing mutable.
 *
 * <p>May import: the JDK and {@link org.apache.kafka.common.TopicPartition}. Every reference is
 * non-null unless its type says {@link java.util.Optional}.
 */
package io.strait.replicator.topology;
