package io.strait.replicator.sync;

import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** Compares a source topic with its mirror; no I/O. */
public final class TopicDiff {
  private static final String LOG_APPEND_TIME = "LogAppendTime";

  /** Set on a mirror if somebody set them on the source; all mean the same on any cluster. */
  private static final Set<String> COPIED =
      Set.of(
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicConfig.SEGMENT_MS_CONFIG,
          TopicConfig.SEGMENT_BYTES_CONFIG,
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);

  private TopicDiff() {}

  /**
   * What must change on the target, in order.
   *
   * @param source empty if the topic does not exist
   * @param target empty if the mirror does not exist
   * @param targetBrokers bound on the mirror's replicas
   */
  public static List<TopicChange> between(
      TopicMapping mapping,
      Optional<TopicFacts> source,
      Optional<TopicFacts> target,
      int targetBrokers) {
    if (source.isEmpty()) {
      return List.of(
          new TopicChange.Refuse(mapping.source(), "does not exist on the source cluster"));
    }
    if (target.isEmpty()) {
      return List.of(create(mapping, source.get(), targetBrokers));
    }
    return stampsTimes(target.get())
        ? List.of(ownTimestamps(target.get()))
        : partitions(source.get(), target.get());
  }

  private static List<TopicChange> partitions(TopicFacts source, TopicFacts target) {
    if (target.partitions() > source.partitions()) {
      return List.of(
          new TopicChange.Refuse(
              target.name(),
              "has "
                  + target.partitions()
                  + " partitions on the target but "
                  + source.partitions()
                  + " on the source; a mirror must have as many as its source"));
    }
    return target.partitions() == source.partitions()
        ? List.of()
        : List.of(new TopicChange.Grow(target.name(), source.partitions()));
  }

  private static boolean stampsTimes(TopicFacts target) {
    return LOG_APPEND_TIME.equals(
        target.effectiveConfigs().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
  }

  private static TopicChange ownTimestamps(TopicFacts target) {
    return new TopicChange.Refuse(
        target.name(),
        "has message.timestamp.type="
            + LOG_APPEND_TIME
            + " on the target; the records' timestamps would not be kept");
  }

  private static TopicChange create(TopicMapping mapping, TopicFacts source, int targetBrokers) {
    Map<String, String> configs = new TreeMap<>(source.ownConfigs());
    configs.keySet().retainAll(COPIED);
    // Batches keep the codec they arrive with, and none that the source accepted is too large.
    configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    // Whether a topic is compacted must not depend on what each cluster takes for granted.
    Optional.ofNullable(source.effectiveConfigs().get(TopicConfig.CLEANUP_POLICY_CONFIG))
        .ifPresent(policy -> configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
    Optional.ofNullable(source.effectiveConfigs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
        .ifPresent(bytes -> configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes));
    return new TopicChange.Create(
        mapping.target(),
        source.partitions(),
        Math.max(1, Math.min(source.replicas(), targetBrokers)),
        configs);
  }
}
