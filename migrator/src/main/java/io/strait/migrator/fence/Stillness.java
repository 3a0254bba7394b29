package io.strait.migrator.fence;

import io.strait.migrator.fence.OpenTransactions.Mark;
import io.strait.migrator.fence.acl.PartitionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * For how long the logs have stood still. Pure.
 *
 * @param reading the last reading
 * @param since when the first of the equal readings was taken
 * @param at when the last one was taken
 * @param equal how many readings in a row were equal to the last, itself included
 */
record Stillness(Reading reading, Instant since, Instant at, int equal) {
  private static final int ENOUGH = 2;

  /**
   * The logs at one moment.
   *
   * @param ends the end of each partition, leader and leader epoch included
   * @param marks the producers' states at the log end: they see writes that the high watermark
   *     hides
   * @param fullyInSync whether every replica of every partition is in sync
   */
  record Reading(
      Map<TopicPartition, PartitionEnd> ends,
      Map<TopicPartition, Set<Mark>> marks,
      boolean fullyInSync) {}

  static Stillness first(Reading reading, Instant at) {
    return new Stillness(reading, at, at, 1);
  }

  Stillness next(Reading next, Instant now) {
    boolean same = next.ends().equals(reading.ends()) && next.marks().equals(reading.marks());
    return same ? new Stillness(next, since, now, equal + 1) : first(next, now);
  }

  Duration unchanged() {
    return Duration.between(since, at);
  }

  /** What speaks against sealing the logs here; empty if nothing does. */
  List<String> doubts(Set<TopicPartition> partitions, Set<Integer> trusted, Duration thinIsr) {
    List<String> doubts = new ArrayList<>();
    partitions.stream()
        .filter(partition -> !reading.ends().containsKey(partition))
        .forEach(partition -> doubts.add(partition + ": no leader answered"));
    reading.ends().values().forEach(end -> doubts.addAll(doubts(end, trusted)));
    if (equal < ENOUGH) {
      doubts.add("log ends, producer states or leader epochs changed between two readings");
    }
    if (!reading.fullyInSync() && unchanged().compareTo(thinIsr) < 0) {
      doubts.add(
          "replicas are out of sync and the logs have stood still for "
              + unchanged()
              + " only; "
              + thinIsr
              + " are required then");
    }
    return doubts;
  }

  private static List<String> doubts(PartitionEnd end, Set<Integer> trusted) {
    List<String> doubts = new ArrayList<>();
    String name = end.topic() + "-" + end.partition();
    if (!trusted.contains(end.leader())) {
      doubts.add(name + ": led by broker " + end.leader() + ", which does not show the fence");
    }
    if (end.logEnd() != end.highWatermark()) {
      doubts.add(
          name
              + ": log end "
              + end.logEnd()
              + " is above the high watermark "
              + end.highWatermark()
              + ": writes are in flight");
    }
    if (end.lastStableOffset() != end.highWatermark()) {
      doubts.add(
          name
              + ": last stable offset "
              + end.lastStableOffset()
              + " is below the high watermark "
              + end.highWatermark()
              + ": a transaction is open");
    }
    return doubts;
  }
}
