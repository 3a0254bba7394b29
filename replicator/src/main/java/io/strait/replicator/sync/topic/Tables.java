package io.strait.replicator.sync.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The tables of the profiles. Sources: Kafka's topic configurations up to 4.3; the services' own
 * references of what can be set on a topic (MSK Serverless and Express brokers, Confluent Cloud).
 */
final class Tables {
  private static final ConfigRule COPY = new ConfigRule.Copy();
  private static final ConfigRule EFFECTIVE = new ConfigRule.Effective();
  private static final ConfigRule REFUSE = new ConfigRule.Refuse();
  private static final ConfigRule MANAGED = new ConfigRule.Managed();
  private static final ConfigRule LOCAL = new ConfigRule.Local();

  /** KIP-1030: brokers from 4.0 on take nothing smaller. */
  private static final Bounds SEGMENT_BYTES = Bounds.atLeast(1 << 20);

  private static final List<String> COPIED =
      List.of(
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicConfig.SEGMENT_MS_CONFIG,
          TopicConfig.SEGMENT_BYTES_CONFIG,
          TopicConfig.SEGMENT_JITTER_MS_CONFIG,
          TopicConfig.SEGMENT_INDEX_BYTES_CONFIG,
          TopicConfig.INDEX_INTERVAL_BYTES_CONFIG,
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
          TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
          TopicConfig.FLUSH_MS_CONFIG,
          TopicConfig.PREALLOCATE_CONFIG);

  /** Of one cluster's brokers, of a format that is gone, or void where codecs are kept. */
  private static final List<String> LOCALS =
      List.of(
          "leader.replication.throttled.replicas",
          "follower.replication.throttled.replicas",
          "message.format.version",
          TopicConfig.COMPRESSION_GZIP_LEVEL_CONFIG,
          TopicConfig.COMPRESSION_LZ4_LEVEL_CONFIG,
          TopicConfig.COMPRESSION_ZSTD_LEVEL_CONFIG);

  private static final List<String> TIERED =
      List.of(
          TopicConfig.REMOTE_LOG_STORAGE_ENABLE_CONFIG,
          TopicConfig.LOCAL_LOG_RETENTION_MS_CONFIG,
          TopicConfig.LOCAL_LOG_RETENTION_BYTES_CONFIG,
          TopicConfig.REMOTE_LOG_COPY_DISABLE_CONFIG,
          TopicConfig.REMOTE_LOG_DELETE_ON_DISABLE_CONFIG);

  private Tables() {}

  static ConfigTable apache() {
    Map<String, ConfigRule> rules = needed();
    COPIED.forEach(key -> rules.put(key, COPY));
    LOCALS.forEach(key -> rules.put(key, LOCAL));
    TIERED.forEach(key -> rules.put(key, MANAGED));
    rules.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, REFUSE);
    return new ConfigTable(
        rules, Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, SEGMENT_BYTES), COPY, true);
  }

  /** What a Serverless topic takes, and what Express brokers add for compaction. */
  static ConfigTable mskLike() {
    return managed(
        Set.of(
            TopicConfig.RETENTION_MS_CONFIG,
            TopicConfig.RETENTION_BYTES_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG),
        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Bounds.atMost(8 << 20)),
        true);
  }

  static ConfigTable confluentCloudLike() {
    return managed(
        Set.of(
            TopicConfig.RETENTION_MS_CONFIG,
            TopicConfig.RETENTION_BYTES_CONFIG,
            TopicConfig.SEGMENT_MS_CONFIG,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Bounds.atMost(8 << 20),
            TopicConfig.DELETE_RETENTION_MS_CONFIG, Bounds.atMost(60_566_400_000L),
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Bounds.atLeast(604_800_000L),
            TopicConfig.SEGMENT_BYTES_CONFIG, new Bounds(50 << 20, 1 << 30),
            TopicConfig.SEGMENT_MS_CONFIG, Bounds.atLeast(14_400_000L),
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, new Bounds(1, 2)),
        false);
  }

  static ConfigTable custom() {
    return new ConfigTable(
        needed(), Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, SEGMENT_BYTES), LOCAL, true);
  }

  private static ConfigTable managed(
      Set<String> copied, Map<String, Bounds> bounds, boolean codecCanBeSet) {
    Map<String, ConfigRule> rules = needed();
    if (!codecCanBeSet) {
      // It is what copying needs there anyway.
      rules.put(TopicConfig.COMPRESSION_TYPE_CONFIG, MANAGED);
    }
    copied.forEach(key -> rules.put(key, COPY));
    LOCALS.forEach(key -> rules.put(key, LOCAL));
    return new ConfigTable(rules, bounds, MANAGED, true);
  }

  /** Without these a copy would not be one. */
  private static Map<String, ConfigRule> needed() {
    Map<String, ConfigRule> rules = new HashMap<>();
    // Batches keep the codec they arrive with, and none that the source accepted is too large.
    rules.put(TopicConfig.COMPRESSION_TYPE_CONFIG, new ConfigRule.Fixed("producer"));
    rules.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, EFFECTIVE);
    rules.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, new ConfigRule.Fixed("CreateTime"));
    // Whether a topic is compacted must not depend on what each cluster takes for granted.
    rules.put(TopicConfig.CLEANUP_POLICY_CONFIG, EFFECTIVE);
    return rules;
  }
}
