package io.strait.replicator.engine;

import io.strait.replicator.topology.LinkName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that a link keeps on its target about itself; each has one partition. */
enum InternalTopic {
  /** Offset maps, one record per block. */
  OFFSETS("strait.offsets.", TopicConfig.CLEANUP_POLICY_COMPACT),
  /** The gap ledger, one record per lost or skipped range. */
  GAPS("strait.gaps.", TopicConfig.CLEANUP_POLICY_COMPACT),
  /** Dead letters, kept until somebody settles them. */
  DEAD_LETTERS("strait.dlq.", TopicConfig.CLEANUP_POLICY_DELETE);

  private static final String SEGMENT = Integer.toString(50 << 20);
  private static final String UNLIMITED = "-1";

  /** As much as a broker's request may hold by default. */
  private static final String LARGEST_RECORD = Integer.toString(100 << 20);

  private final String prefix;
  private final String cleanup;

  InternalTopic(String prefix, String cleanup) {
    this.prefix = prefix;
    this.cleanup = cleanup;
  }

  /** The topic's name on the link's target. */
  String of(LinkName link) {
    return prefix + link;
  }

  /** The names of all of a link's. */
  static List<String> allOf(LinkName link) {
    return Arrays.stream(values()).map(topic -> topic.of(link)).toList();
  }

  /** Its only partition. */
  TopicPartition partitionOf(LinkName link) {
    return new TopicPartition(of(link), 0);
  }

  /** Set on creation. Time never takes anything away here. */
  Map<String, String> configs() {
    return this == DEAD_LETTERS
        ? Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, cleanup,
            TopicConfig.RETENTION_MS_CONFIG, UNLIMITED,
            TopicConfig.RETENTION_BYTES_CONFIG, UNLIMITED,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_RECORD)
        : Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, cleanup,
            // Every owner reads it whole: it is to stay short.
            TopicConfig.SEGMENT_BYTES_CONFIG, SEGMENT,
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
  }
}
