package io.strait.validator.log;

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
public record Subject(TopicMapping topic, int partition, boolean onSource, boolean onTarget) {
  public boolean isOnBoth() {
    return onSource && onTarget;
  }

  public TopicPartition sourcePartition() {
    return new TopicPartition(topic.source(), partition);
  }

  public TopicPartition targetPartition() {
    return new TopicPartition(topic.target(), partition);
  }
}
