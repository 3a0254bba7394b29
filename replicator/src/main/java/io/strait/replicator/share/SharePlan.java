package io.strait.replicator.share;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Which slot has which source partition of a link.
 *
 * @param version 0 before the first, then one more with every plan
 * @param places by source partition; what is not in it has never been given to anybody
 */
record SharePlan(long version, Map<TopicPartition, Place> places) {
  static final SharePlan NONE = new SharePlan(0, Map.of());

  SharePlan {
    places = Map.copyOf(places);
  }

  /** What a slot copies. */
  Set<TopicPartition> heldBy(int slot) {
    return places.entrySet().stream()
        .filter(entry -> entry.getValue().isHeldBy(slot))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Slots that must let go of something. */
  Set<Integer> leaving() {
    return places.values().stream()
        .filter(Place::isMoving)
        .map(place -> place.from().getAsInt())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it was made from {@code before}; the first one that is seen always counts. */
  boolean follows(SharePlan before) {
    return before.version() == 0 || version == before.version() + 1;
  }
}
