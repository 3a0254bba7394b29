package io.strait.ops.judge;

import io.strait.replicator.sync.topic.ConfigRule;
import io.strait.replicator.sync.topic.Profile;
import io.strait.replicator.sync.topic.TopicPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/** Which configurations a kind of target lets be set, by the services' own references. Pure. */
final class Services {
  private static final Set<String> NEEDED =
      Set.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          TopicConfig.COMPRESSION_TYPE_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

  private static final Set<String> OFTEN =
      Set.of(
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);

  private static final Set<String> CONFLUENT =
      Set.of(
          TopicConfig.SEGMENT_MS_CONFIG,
          TopicConfig.SEGMENT_BYTES_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);

  private Services() {}

  /** Empty where all can be set. */
  static Optional<Set<String>> settable(TopicPolicy policy) {
    if (policy.profile() == Profile.APACHE) {
      return Optional.empty();
    }
    Set<String> keys = new HashSet<>(NEEDED);
    if (policy.profile() != Profile.CUSTOM) {
      keys.addAll(OFTEN);
    }
    if (policy.profile() == Profile.CONFLUENT_CLOUD_LIKE) {
      keys.addAll(CONFLUENT);
    }
    policy
        .configs()
        .forEach(
            (key, rule) -> {
              if (rule instanceof ConfigRule.Copy || rule instanceof ConfigRule.Effective) {
                keys.add(key);
              }
            });
    return Optional.of(keys);
  }

  /** Values that {@code twin.topics.configs} declares. */
  static Map<String, String> fixed(TopicPolicy policy) {
    Map<String, String> fixed = new HashMap<>();
    policy
        .configs()
        .forEach(
            (key, rule) -> {
              if (rule instanceof ConfigRule.Fixed one) {
                fixed.put(key, one.value());
              }
            });
    return fixed;
  }

  /** Keys that {@code twin.topics.configs} leaves to the target. */
  static Map<String, String> undecided(TopicPolicy policy) {
    Map<String, String> undecided = new HashMap<>();
    policy
        .configs()
        .forEach(
            (key, rule) -> {
              if (rule instanceof ConfigRule.Refuse
                  || rule instanceof ConfigRule.Managed
                  || rule instanceof ConfigRule.Local) {
                undecided.put(key, "twin.topics.configs leaves it to the target");
              }
            });
    return undecided;
  }
}
