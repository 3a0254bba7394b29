package io.strait.ops.judge;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.metadata.MetadataReader;
import io.strait.validator.metadata.TopicView;
import io.strait.validator.performance.RecordShape;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic after which temporary ones are modelled.
 *
 * @param partitions how many it has, at most 100
 * @param configs of it that shape speed and can be set on any cluster
 * @param shape of its newest records
 */
public record SampledTopic(int partitions, Map<String, String> configs, RecordShape shape) {
  private static final int MOST_PARTITIONS = 100;
  private static final int SAMPLED_PARTITIONS = 4;
  private static final int SAMPLE = 250;
  private static final Duration STALL = Duration.ofSeconds(10);
  private static final Set<String> SHAPING =
      Set.of("min.insync.replicas", "max.message.bytes", "segment.bytes", "flush.messages");

  /**
   * Looks at a topic.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it cannot be read
   */
  public static SampledTopic of(Cluster cluster, String topic) {
    TopicView view = new MetadataReader(cluster).topics(List.of(topic)).found().get(topic);
    if (view == null) {
      return new SampledTopic(1, Map.of(), RecordShape.DEFAULT);
    }
    Map<String, String> configs = new HashMap<>();
    view.settings()
        .forEach(
            (key, setting) -> {
              if (setting.own() && SHAPING.contains(key)) {
                configs.put(key, setting.value());
              }
            });
    List<LogRecord> sample = new ArrayList<>();
    try (ReadingConsumer reader =
        new ReadingConsumer(
            cluster, STALL, Clock.systemUTC(), () -> false, (records, bytes) -> {}, Pace.FREE)) {
      for (int i = 0; i < Math.min(SAMPLED_PARTITIONS, view.partitions()); i++) {
        newest(reader.log(new TopicPartition(topic, i)), sample);
      }
    }
    return new SampledTopic(
        Math.min(MOST_PARTITIONS, view.partitions()), configs, RecordShape.of(sample));
  }

  private static void newest(LogView log, List<LogRecord> into) {
    LogBounds bounds = log.bounds();
    long from = Math.max(bounds.start(), bounds.stableEnd() - SAMPLE);
    if (from < bounds.stableEnd()) {
      Iterator<LogRecord> records = log.read(new OffsetRange(from, bounds.stableEnd()));
      while (records.hasNext()) {
        into.add(records.next());
      }
    }
  }
}
