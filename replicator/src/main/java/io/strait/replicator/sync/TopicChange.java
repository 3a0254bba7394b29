package io.strait.replicator.sync;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One difference between a topic and its mirror. */
public sealed interface TopicChange {
  /**
   * The mirror does not exist.
   *
   * @param configs set on creation
   */
  record Create(String topic, int partitions, int replicas, Map<String, String> configs)
      implements TopicChange {
    /** Sorts, so that a printed plan is stable. */
    public Create {
      configs = Collections.unmodifiableMap(new TreeMap<>(configs));
    }
  }

  /** The source has more partitions. */
  record Grow(String topic, int partitions) implements TopicChange {}

  /** These two cannot be a topic and its mirror. */
  record Refuse(String topic, String reason) implements TopicChange {}
}
