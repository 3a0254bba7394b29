package io.strait.replicator.wire;

import org.apache.kafka.common.TopicPartition;

/**
 * The broker's answer to one batch.
 *
 * @param partition where the batch went
 * @param outcome whether it is in the log
 * @param baseOffset offset of its first record, or -1; for a repeat of one of the last five batches
 *     the offset of the first append
 */
public record ProduceAck(TopicPartition partition, Outcome outcome, long baseOffset) {}
