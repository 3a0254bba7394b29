package io.strait.validator.records;

import io.strait.replicator.topology.TopicMapping;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition to judge.
 *
 * @param topic the topic on both sides
 * @param partition its number
 * @param onSource whether the source topic has it
 * @param onTarget whether the target topic has it
 */
record Subject(TopicMapping topic, int partition, boolean onSource, boolean onTarget) {
  boolean isOnBoth() {
    return onSource && onTarget;
  }

  TopicPartition sourcePartition() {
    return new TopicPartition(topic.source(), partition);
  }

  TopicPartition targetPartition() {
    return new TopicPartition(topic.target(), partition);
  }
}
