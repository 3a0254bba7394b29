package io.strait.replicator.engine;

import io.strait.replicator.progress.PartitionProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the pump's snapshots, anew only for partitions to which something happened. Pump's thread;
 * {@link #latest} any.
 */
final class Snapshots {
  private static final long EVERY_MILLIS = 100;
  private static final long ALL_EVERY_MILLIS = 2_000;

  private final Map<PartitionCopy, Integer> places = new HashMap<>();
  private final Set<PartitionCopy> stale = new LinkedHashSet<>();
  private List<PartitionProgress> current = new ArrayList<>();
  private long madeAt = Long.MIN_VALUE / 2;
  private long allMadeAt = Long.MIN_VALUE / 2;
  private volatile List<PartitionProgress> latest = List.of();

  List<PartitionProgress> latest() {
    return latest;
  }

  /** Something may have changed. */
  void stale(PartitionCopy copy) {
    stale.add(copy);
  }

  /** These are the partitions from now on. */
  void members(Collection<PartitionCopy> copies, long now) {
    List<PartitionCopy> order = new ArrayList<>(copies);
    order.sort(
        Comparator.comparing((PartitionCopy copy) -> copy.pair().source().topic())
            .thenComparing(copy -> copy.pair().source().partition()));
    places.clear();
    order.forEach(copy -> places.put(copy, places.size()));
    makeAll(now);
  }

  /** Publishes if it is time to. */
  void advance(long now) {
    if (now - allMadeAt >= ALL_EVERY_MILLIS) {
      makeAll(now);
    } else if (!stale.isEmpty() && now - madeAt >= EVERY_MILLIS) {
      stale.forEach(copy -> place(copy, places.get(copy)));
      publish(now);
    }
  }

  /** Publishes everything as it is now. */
  void makeAll(long now) {
    current = new ArrayList<>();
    places.keySet().forEach(copy -> current.add(null));
    places.forEach(this::place);
    allMadeAt = now;
    publish(now);
  }

  private void place(PartitionCopy copy, Integer place) {
    // One that has just been given away has no place any more.
    if (place != null) {
      current.set(place, copy.progress());
    }
  }

  private void publish(long now) {
    latest = List.copyOf(current);
    stale.clear();
    madeAt = now;
  }
}
