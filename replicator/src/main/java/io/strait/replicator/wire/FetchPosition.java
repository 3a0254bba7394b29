package io.strait.replicator.wire;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Where to go on reading one partition.
 *
 * @param partition which one
 * @param topicId the topic's id, zero if the cluster has none
 * @param offset first wanted offset
 * @param lastEpoch leader epoch of the last batch read before {@code offset}, or -1; the broker
 *     then notices a log that was rewritten behind the reader (KIP-595)
 */
public record FetchPosition(TopicPartition partition, Uuid topicId, long offset, int lastEpoch) {}
