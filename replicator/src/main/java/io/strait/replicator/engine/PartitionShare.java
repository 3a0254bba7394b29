package io.strait.replicator.engine;

import org.apache.kafka.common.TopicPartition;

/** Which of a link's partitions an engine copies; may change while it runs. Any thread. */
@FunctionalInterface
public interface PartitionShare {
  /** Whether this source partition is the engine's now. */
  boolean covers(TopicPartition source);

  /** All of them. */
  static PartitionShare all() {
    return source -> true;
  }
}
