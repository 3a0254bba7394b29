package io.strait.replicator.engine;

import io.strait.replicator.sync.TopicFacts;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How the source cleans a topic by itself.
 *
 * @param deletes whether it deletes whole segments by age or size
 * @param compacts whether it removes records that a later one of the same key replaces
 * @param retentionMs age beyond which it deletes, in milliseconds; -1 for never
 * @param retentionBytes size of a partition beyond which it deletes; -1 for any
 * @param deleteRetentionMs how long tombstones of a compacted topic stay, in milliseconds
 */
record SourceSettings(
    boolean deletes,
    boolean compacts,
    long retentionMs,
    long retentionBytes,
    long deleteRetentionMs) {
  private static final String UNLIMITED = "-1";

  static SourceSettings of(TopicFacts topic) {
    Map<String, String> configs = topic.effectiveConfigs();
    String cleanup = configs.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    return new SourceSettings(
        cleanup.contains(TopicConfig.CLEANUP_POLICY_DELETE),
        cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT),
        number(configs, TopicConfig.RETENTION_MS_CONFIG),
        number(configs, TopicConfig.RETENTION_BYTES_CONFIG),
        number(configs, TopicConfig.DELETE_RETENTION_MS_CONFIG));
  }

  private static long number(Map<String, String> configs, String name) {
    return Long.parseLong(configs.getOrDefault(name, UNLIMITED));
  }
}
