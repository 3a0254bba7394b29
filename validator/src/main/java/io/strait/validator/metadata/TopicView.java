package io.strait.validator.metadata;

import java.util.Map;

/**
 * A topic as one cluster has it.
 *
 * @param partitions how many
 * @param replicas of its first partition
 * @param settings what holds, by key
 */
public record TopicView(int partitions, int replicas, Map<String, Setting> settings) {
  /** Keeps a copy. */
  public TopicView {
    settings = Map.copyOf(settings);
  }

  /**
   * A configuration.
   *
   * @param value what holds
   * @param own whether it was set on this very topic, rather than by default
   */
  public record Setting(String value, boolean own) {}
}
