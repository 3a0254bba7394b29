package io.strait.replicator.share;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes the next plan; no I/O.
 *
 * <p>In this order: hand-overs whose old slot has let go are completed; partitions without a place
 * go to the slot with the least traffic; slots without an owner lose what they have; and when the
 * busiest slot carries clearly more than the mean, some of its partitions move to the least busy.
 */
final class Balance {
  /** Below this excess over the mean nothing moves for balance: a move costs a resume. */
  private static final double TOLERANCE = 1.25;

  /** At most this part of the partitions moves for balance at once. */
  private static final int MOVES_PART = 10;

  /** A quiet partition counts like this part of a mean one, so that those are spread as well. */
  private static final double QUIET = 0.1;

  private final SharePlan before;
  private final Situation now;
  private final Map<TopicPartition, Place> places;
  private final TreeMap<Integer, Double> loads = new TreeMap<>();
  private final double mean;

  private Balance(SharePlan before, Situation now) {
    this.before = before;
    this.now = now;
    this.places = new HashMap<>(before.places());
    this.mean =
        now.traffic().values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    now.alive().forEach(slot -> loads.put(slot, 0.0));
    places.forEach((partition, place) -> carry(place.slot(), weight(partition)));
  }

  /** The next plan, or empty if the present one is as good. */
  static Optional<SharePlan> next(SharePlan before, Situation now) {
    return new Balance(before, now).plan();
  }

  private Optional<SharePlan> plan() {
    complete();
    if (!loads.isEmpty()) {
      place();
      leaveOwnerless();
      if (now.mayBalance() && places.values().stream().noneMatch(Place::isMoving)) {
        balance();
      }
    }
    return places.equals(before.places())
        ? Optional.empty()
        : Optional.of(new SharePlan(before.version() + 1, places));
  }

  private void complete() {
    places.replaceAll(
        (partition, place) ->
            place.isMoving() && now.isReleased(place) ? Place.in(place.slot()) : place);
  }

  private void place() {
    for (TopicPartition partition : sorted(now.partitions())) {
      if (!places.containsKey(partition)) {
        int slot = least();
        places.put(partition, Place.in(slot));
        carry(slot, weight(partition));
      }
    }
  }

  private void leaveOwnerless() {
    for (TopicPartition partition : sorted(places.keySet())) {
      Place place = places.get(partition);
      if (!place.isMoving() && !now.alive().contains(place.slot())) {
        move(partition, place.slot(), least());
      }
    }
  }

  private void balance() {
    int most = Math.max(1, places.size() / MOVES_PART);
    for (int i = 0; i < most; i++) {
      int busy = loads.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      int idle = least();
      double excess = loads.get(busy) - loads.get(idle);
      double fair = loads.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
      Optional<TopicPartition> best =
          sorted(places.keySet()).stream()
              .filter(partition -> places.get(partition).isHeldBy(busy))
              .filter(partition -> weight(partition) < excess)
              .min(Comparator.comparingDouble(p -> Math.abs(weight(p) - excess / 2)));
      if (loads.get(busy) <= fair * TOLERANCE || best.isEmpty()) {
        return;
      }
      move(best.get(), busy, idle);
    }
  }

  private void move(TopicPartition partition, int from, int to) {
    places.put(partition, Place.moving(from, to, before.version() + 1));
    carry(from, -weight(partition));
    carry(to, weight(partition));
  }

  private void carry(int slot, double weight) {
    loads.computeIfPresent(slot, (same, load) -> load + weight);
  }

  private int least() {
    return loads.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private double weight(TopicPartition partition) {
    double floor = mean == 0 ? 1 : mean * QUIET;
    return floor + now.traffic().getOrDefault(partition, 0.0);
  }

  /** In a fixed order, so that the same situation gives the same plan. */
  private static List<TopicPartition> sorted(java.util.Set<TopicPartition> partitions) {
    TreeSet<TopicPartition> sorted =
        new TreeSet<>(
            Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition));
    sorted.addAll(partitions);
    return List.copyOf(sorted);
  }
}
