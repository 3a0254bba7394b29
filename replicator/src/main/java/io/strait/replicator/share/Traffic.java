package io.strait.replicator.share;

import io.strait.replicator.progress.PartitionProgress;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Bytes per second of each partition, from the counters in the reports. A counter that went back
 * belongs to a new owner and starts over. Not thread-safe.
 */
final class Traffic {
  /** Weight of the newest measurement in the moving mean. */
  private static final double NEWEST = 0.3;

  private record Counter(long bytes, long at) {}

  private final Map<TopicPartition, Counter> counters = new HashMap<>();
  private final Map<TopicPartition, Double> rates = new HashMap<>();

  /** Takes a report that was read at {@code at}, in milliseconds of a monotonic clock. */
  void read(SlotReport report, long at) {
    for (PartitionProgress one : report.partitions()) {
      Counter before = counters.put(one.source(), new Counter(one.bytesCopied(), at));
      if (before != null && at > before.at() && one.bytesCopied() >= before.bytes()) {
        double rate = (one.bytesCopied() - before.bytes()) * 1_000.0 / (at - before.at());
        rates.merge(one.source(), rate, (old, now) -> old + (now - old) * NEWEST);
      }
    }
  }

  Map<TopicPartition, Double> rates() {
    return Map.copyOf(rates);
  }
}
