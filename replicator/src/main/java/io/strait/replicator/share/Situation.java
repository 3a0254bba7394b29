package io.strait.replicator.share;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What a planner knows when it plans.
 *
 * @param partitions all source partitions of the link
 * @param alive slots whose owner reported lately
 * @param settled by slot, the newest plan that its owner has followed
 * @param ownerless slots that were seen without any owner after the present plan was written
 * @param traffic bytes per second by source partition, where measured
 * @param mayBalance whether partitions may move for the sake of balance alone
 */
record Situation(
    Set<TopicPartition> partitions,
    Set<Integer> alive,
    Map<Integer, Long> settled,
    Set<Integer> ownerless,
    Map<TopicPartition, Double> traffic,
    boolean mayBalance) {
  Situation {
    partitions = Set.copyOf(partitions);
    alive = Set.copyOf(alive);
    settled = Map.copyOf(settled);
    ownerless = Set.copyOf(ownerless);
    traffic = Map.copyOf(traffic);
  }

  /** Whether the slot that a partition leaves has let go of it. */
  boolean isReleased(Place place) {
    int from = place.from().orElseThrow();
    return ownerless.contains(from) || settled.getOrDefault(from, -1L) >= place.since();
  }
}
