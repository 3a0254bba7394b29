package io.strait.replicator.sync;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** One difference between a topic and its mirror. */
public sealed interface TopicChange {
  /**
   * The mirror does not exist.
   *
   * @param replicas how many; -1 for the cluster's default
   * @param configs set on creation
   */
  record Create(String topic, int partitions, int replicas, Map<String, String> configs)
      implements TopicChange {
    /** Sorts, so that a printed plan is stable. */
    public Create {
      configs = Collections.unmodifiableMap(new TreeMap<>(configs));
    }

    /**
     * The same with no more replicas, and without a {@code min.insync.replicas} that they could
     * never satisfy.
     */
    public Create atMost(int most) {
      if (replicas <= most) {
        return this;
      }
      Map<String, String> fitting = new TreeMap<>(configs);
      fitting.computeIfPresent(
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          (key, value) -> Integer.parseInt(value) > most ? null : value);
      return new Create(topic, partitions, most, fitting);
    }
  }

  /** The source has more partitions. */
  record Grow(String topic, int partitions) implements TopicChange {}

  /** These two cannot be a topic and its mirror. */
  record Refuse(String topic, String reason) implements TopicChange {}
}
