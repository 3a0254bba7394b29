package io.strait.replicator.engine;

import java.util.Set;

/**
 * How fast a link may go; changeable while it runs.
 *
 * @param bytesPerSecond fetched by the link per second, or 0 for no limit
 * @param pausedTopics source topics that are not copied for now
 */
public record FlowSettings(long bytesPerSecond, Set<String> pausedTopics) {
  /** Keeps a copy; refuses a negative rate. */
  public FlowSettings {
    pausedTopics = Set.copyOf(pausedTopics);
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "rate limit of " + bytesPerSecond + " bytes per second: must be 0 (no limit) or more");
    }
  }

  /** No limit, nothing paused. */
  public static FlowSettings unlimited() {
    return new FlowSettings(0, Set.of());
  }
}
