package io.strait.replicator.mirror.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Part of a log in memory: what lies at most so far behind and before the place that is looked at.
 * Places are counted from 0, over records. One thread.
 */
final class EntryWindow {
  private final Iterator<HeldEntry> log;
  private final int behind;
  private final int ahead;
  private final List<HeldEntry> held = new ArrayList<>();
  private final Map<Long, List<Long>> places = new HashMap<>();
  private long first;

  /**
   * @param behind how many records behind a place stay known
   * @param ahead how many are looked at before it
   */
  EntryWindow(Iterator<HeldEntry> log, int behind, int ahead) {
    this.log = log;
    this.behind = behind;
    this.ahead = ahead;
  }

  /** The record at a place, unless the log ends before it or it is forgotten. */
  Optional<HeldEntry> at(long place) {
    while (first + held.size() <= place && log.hasNext()) {
      HeldEntry next = log.next();
      places.computeIfAbsent(next.high(), image -> new ArrayList<>(1)).add(first + held.size());
      held.add(next);
    }
    return place < first || place >= first + held.size()
        ? Optional.empty()
        : Optional.of(held.get((int) (place - first)));
  }

  /** All known places, up to {@code ahead} before this one, with the same record; in order. */
  List<Long> with(HeldEntry record, long from) {
    at(from + ahead);
    return places.getOrDefault(record.high(), List.of()).stream()
        .filter(place -> at(place).filter(record::isSame).isPresent())
        .toList();
  }

  /** Places before {@code place}, as far as they are behind enough, are not asked for again. */
  void passed(long place) {
    long keep = place - behind;
    // A quarter at a time, because a list moves all that is left.
    if (keep - first > Math.max(1, behind / 4)) {
      int drop = (int) Math.min(keep - first, held.size());
      held.subList(0, drop).forEach(this::forget);
      held.subList(0, drop).clear();
      first += drop;
    }
  }

  /** Places of one record are in order, so the first is the oldest. */
  private void forget(HeldEntry record) {
    List<Long> known = places.get(record.high());
    known.remove(0);
    if (known.isEmpty()) {
      places.remove(record.high());
    }
  }
}
