package io.strait.replicator.mirror;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One Kafka Connect single message transform, as an operator asks for it.
 *
 * @param type its class; any on the class path
 * @param topics source topics that it is for; empty for all
 * @param config its own settings, as Connect's documentation names them
 * @param predicate what must hold for a record to be transformed, if anything
 */
public record TransformSpec(
    String type,
    Set<String> topics,
    Map<String, String> config,
    Optional<PredicateSpec> predicate) {
  /** Keeps copies. */
  public TransformSpec {
    topics = Set.copyOf(topics);
    config = Map.copyOf(config);
  }

  boolean concerns(String topic) {
    return topics.isEmpty() || topics.contains(topic);
  }

  /**
   * One Kafka Connect predicate.
   *
   * @param type its class; any on the class path
   * @param config its own settings
   * @param negate whether it must not hold
   */
  public record PredicateSpec(String type, Map<String, String> config, boolean negate) {
    /** Keeps a copy. */
    public PredicateSpec {
      config = Map.copyOf(config);
    }
  }
}
