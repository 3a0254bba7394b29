package io.strait.replicator.sync.topic;

import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a link's mirror topics are made and kept; the same for the engine that creates them and for
 * the reconciler.
 *
 * @param profile the table to begin with
 * @param configs rules that replace the profile's, by configuration
 * @param deletion what becomes of a mirror whose source is gone
 * @param grace how long the source must lack a topic before its mirror is deleted unasked
 */
public record TopicPolicy(
    Profile profile, Map<String, ConfigRule> configs, Deletion deletion, Duration grace) {
  /** The number of replicas that asks a cluster for its default (KIP-464). */
  static final int CLUSTERS_DEFAULT = -1;

  /** Keeps a copy; refuses a negative grace. */
  public TopicPolicy {
    configs = Map.copyOf(configs);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace " + grace + ": must be 0 or more");
    }
  }

  /** As Apache Kafka takes it; mirrors are never deleted. */
  public static TopicPolicy defaults() {
    return new TopicPolicy(Profile.APACHE, Map.of(), Deletion.NEVER, Duration.ofHours(24));
  }

  ConfigTable table() {
    return profile.table().with(configs);
  }

  /**
   * How to make a mirror.
   *
   * @param name on the target
   * @param source what it mirrors
   * @param brokers bound on its replicas
   * @param known the configurations that the target has; empty if that was not asked
   */
  TopicChange.Create creation(
      String name, TopicFacts source, int brokers, Optional<Set<String>> known) {
    int replicas =
        profile.decidesReplicas()
            ? CLUSTERS_DEFAULT
            : Math.max(1, Math.min(source.replicas(), brokers));
    Map<String, String> wanted =
        new HashMap<>(table().wanted(source.ownConfigs(), source.effectiveConfigs(), known));
    if (!profile.decidesReplicas()) {
      // With more, no write would ever succeed.
      wanted.computeIfPresent(
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          (key, value) -> ConfigDiff.exceeds(value, replicas) ? null : value);
    }
    return new TopicChange.Create(name, source.partitions(), replicas, wanted);
  }
}
