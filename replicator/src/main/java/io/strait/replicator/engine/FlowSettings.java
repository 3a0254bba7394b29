package io.strait.replicator.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How fast a link may go, what waits, and who goes first; changeable while it runs.
 *
 * <p>All topics are named as on the source. A name that the link does not have changes nothing.
 *
 * @param bytesPerSecond fetched by the link per second, or 0 for no limit
 * @param pausedTopics topics that are not fetched for now, or {@link #EVERY_TOPIC}; what was
 *     fetched before is still copied
 * @param classes class of each topic that is not {@link PriorityClass#NORMAL}
 * @param weights of classes whose weight is not the default, 1 to 1000
 */
public record FlowSettings(
    long bytesPerSecond,
    Set<String> pausedTopics,
    Map<String, PriorityClass> classes,
    Map<PriorityClass, Integer> weights) {
  /** In place of a topic: every topic, those that appear later included. */
  public static final String EVERY_TOPIC = "*";

  private static final int MOST_WEIGHT = 1000;

  /** Keeps copies; refuses a negative rate and weights outside 1 to 1000. */
  public FlowSettings {
    pausedTopics = Set.copyOf(pausedTopics);
    classes = Map.copyOf(classes);
    weights = Map.copyOf(weights);
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "rate limit of " + bytesPerSecond + " bytes per second: must be 0 (no limit) or more");
    }
    weights.forEach(
        (name, weight) -> {
          if (weight < 1 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException(
                "weight " + weight + " of class " + name + ": must be 1 to " + MOST_WEIGHT);
          }
        });
  }

  /** Default classes and weights. */
  public FlowSettings(long bytesPerSecond, Set<String> pausedTopics) {
    this(bytesPerSecond, pausedTopics, Map.of(), Map.of());
  }

  /** No limit, nothing paused, one class. */
  public static FlowSettings unlimited() {
    return new FlowSettings(0, Set.of());
  }

  /** The same with another limit in bytes per second, or none if 0. */
  public FlowSettings withRate(long other) {
    return new FlowSettings(other, pausedTopics, classes, weights);
  }

  /** The same with these topics paused as well. */
  public FlowSettings pausing(Set<String> topics) {
    Set<String> all = new HashSet<>(pausedTopics);
    all.addAll(topics);
    return new FlowSettings(bytesPerSecond, all, classes, weights);
  }

  /** The same with these topics paused no longer; with {@link #EVERY_TOPIC} none is. */
  public FlowSettings resuming(Set<String> topics) {
    Set<String> left = new HashSet<>(pausedTopics);
    if (topics.contains(EVERY_TOPIC)) {
      left.clear();
    }
    left.removeAll(topics);
    return new FlowSettings(bytesPerSecond, left, classes, weights);
  }

  /** The same with other classes. */
  public FlowSettings withClasses(Map<String, PriorityClass> other) {
    return new FlowSettings(bytesPerSecond, pausedTopics, other, weights);
  }

  /** Whether a topic waits. */
  public boolean isPaused(String topic) {
    return pausedTopics.contains(topic) || pausedTopics.contains(EVERY_TOPIC);
  }

  /** A topic's class. */
  public PriorityClass classOf(String topic) {
    return classes.getOrDefault(topic, PriorityClass.NORMAL);
  }

  /** A class's weight. */
  public int weightOf(PriorityClass name) {
    return weights.getOrDefault(name, name.defaultWeight());
  }
}
