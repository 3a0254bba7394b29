package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * One stamped batch on its way to a partition.
 *
 * @param partition where it goes
 * @param topicId the topic's id; zero if the cluster has none
 * @param buffer holds the batch; must not change until the answer
 * @param at index of its first byte
 * @param size its bytes
 */
public record ProduceBatch(
    TopicPartition partition, Uuid topicId, ByteBuffer buffer, int at, int size) {}
