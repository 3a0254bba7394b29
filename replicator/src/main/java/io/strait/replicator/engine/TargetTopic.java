package io.strait.replicator.engine;

import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.wire.Codec;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a mirror topic demands of the batches that it takes.
 *
 * @param maxBatchBytes a larger batch is refused
 * @param codec the codec that it stores, or empty if it keeps each batch's own
 * @param compacts whether its cleaner removes records that a later one of the same key replaces
 */
record TargetTopic(int maxBatchBytes, Optional<Codec> codec, boolean compacts) {
  private static final int LEAST_BYTES = 1024;
  private static final String UNCOMPRESSED = "uncompressed";

  /** Nothing is known: its broker will say. */
  static TargetTopic unknown() {
    return new TargetTopic(Integer.MAX_VALUE, Optional.empty(), false);
  }

  static TargetTopic of(TopicFacts facts) {
    String bytes = facts.effectiveConfigs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    String codec = facts.effectiveConfigs().get(TopicConfig.COMPRESSION_TYPE_CONFIG);
    return new TargetTopic(
        bytes == null ? Integer.MAX_VALUE : Math.max(LEAST_BYTES, Integer.parseInt(bytes)),
        UNCOMPRESSED.equals(codec)
            ? Optional.of(Codec.NONE)
            : Optional.ofNullable(codec).flatMap(Codec::named),
        facts
            .effectiveConfigs()
            .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
            .contains(TopicConfig.CLEANUP_POLICY_COMPACT));
  }
}
