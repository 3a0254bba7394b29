package io.strait.validator.metadata;

import io.strait.validator.metadata.TopicView.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Which differences between the configurations of a topic and its copy are to be expected. Pure.
 *
 * <p>Effective values are compared, whether they were set or hold by default. The number of
 * replicas is no configuration and never compared.
 */
final class ExpectedSettings {
  /** KIP-1030: brokers from 4.0 on take no smaller segments. */
  private static final long LEAST_SEGMENT = 1 << 20;

  /** Judged although nobody set them: what the topic is must not depend on defaults. */
  private static final Set<String> ALWAYS =
      Set.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

  /** Worth a word where defaults differ. */
  private static final Set<String> WEIGHTY =
      Set.of(
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicConfig.COMPRESSION_TYPE_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);

  /** About one cluster's brokers, disks or formats. */
  private static final Set<String> LOCAL =
      Set.of(
          "leader.replication.throttled.replicas",
          "follower.replication.throttled.replicas",
          "message.format.version",
          "message.downconversion.enable",
          "message.timestamp.difference.max.ms",
          TopicConfig.COMPRESSION_GZIP_LEVEL_CONFIG,
          TopicConfig.COMPRESSION_LZ4_LEVEL_CONFIG,
          TopicConfig.COMPRESSION_ZSTD_LEVEL_CONFIG,
          TopicConfig.REMOTE_LOG_STORAGE_ENABLE_CONFIG,
          TopicConfig.LOCAL_LOG_RETENTION_MS_CONFIG,
          TopicConfig.LOCAL_LOG_RETENTION_BYTES_CONFIG,
          TopicConfig.REMOTE_LOG_COPY_DISABLE_CONFIG,
          TopicConfig.REMOTE_LOG_DELETE_ON_DISABLE_CONFIG);

  private static final Map<String, String> NEEDED =
      Map.of(
          TopicConfig.COMPRESSION_TYPE_CONFIG,
          "producer",
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "CreateTime");

  private ExpectedSettings() {}

  /** Whether a key is compared between these. */
  static boolean isJudged(String key, Setting source, Setting target) {
    boolean meant = source.own() || target.own() || ALWAYS.contains(key) || WEIGHTY.contains(key);
    return meant && !LOCAL.contains(key);
  }

  /** Lists may come in any order, and with blanks. */
  static boolean areSame(String one, String other) {
    return one.equals(other)
        || one.contains(",")
            && new TreeSet<>(List.of(one.strip().split("\\s*,\\s*")))
                .equals(new TreeSet<>(List.of(other.strip().split("\\s*,\\s*"))));
  }

  /** Why two different values are to be expected; empty where they are not. */
  static Optional<String> reason(String key, Setting source, Setting target, int targetReplicas) {
    if (target.value().equals(NEEDED.get(key))) {
      return Optional.of(
          "copying needs it: batches keep the codec, and records the time, that they arrive with");
    }
    if (key.equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
        && number(source) > targetReplicas
        && number(target) <= targetReplicas) {
      return Optional.of("the mirror has " + targetReplicas + " replicas; no more can be in sync");
    }
    if (key.equals(TopicConfig.SEGMENT_BYTES_CONFIG)
        && number(source) < LEAST_SEGMENT
        && number(target) == LEAST_SEGMENT) {
      return Optional.of("the target takes no smaller segments (KIP-1030)");
    }
    if (key.equals(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)) {
      return Optional.of("how safe elections are is each cluster's own decision");
    }
    return source.own() || target.own() || ALWAYS.contains(key)
        ? Optional.empty()
        : Optional.of("set on neither topic: the defaults of the two clusters differ");
  }

  private static long number(Setting setting) {
    try {
      return Long.parseLong(setting.value().strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
