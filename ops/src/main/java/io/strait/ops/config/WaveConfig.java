package io.strait.ops.config;

import io.strait.replicator.topology.LinkName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Topics, groups and principals that move together.
 *
 * @param name unique
 * @param link the link that mirrors the topics
 * @param topics a part of the link's topics
 * @param groups consumer groups whose positions move
 * @param principals who writes and reads, as {@code User:name}; fenced during the cutover
 * @param budgets limits by name, only those that the file gives
 */
public record WaveConfig(
    String name,
    LinkName link,
    List<String> topics,
    List<String> groups,
    List<String> principals,
    Map<String, Duration> budgets) {
  /** Keeps copies. */
  public WaveConfig {
    topics = List.copyOf(topics);
    groups = List.copyOf(groups);
    principals = List.copyOf(principals);
    budgets = Map.copyOf(budgets);
  }
}
