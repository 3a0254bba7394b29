package io.strait.replicator.offsets;

import java.util.ArrayList;
import java.util.List;

/** The same knowledge as an offset map, one entry per target offset, with nothing clever in it. */
final class NaiveOffsets {
  record Entry(long source, boolean matched, int generation) {}

  record Generation(long startsAt, long replacedFrom) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Generation> generations = new ArrayList<>(List.of(new Generation(0, 0)));
  private long next;

  long end() {
    return entries.size();
  }

  long next() {
    return next;
  }

  void skip(long records) {
    next += records;
  }

  void append(int records, boolean matched) {
    for (int i = 0; i < records; i++) {
      entries.add(new Entry(next, matched, generations.size() - 1));
      next += matched ? 1 : 0;
    }
  }

  void generation(long source, long replacedFrom) {
    next = source;
    if (end() == 0) {
      return;
    }
    long from = replacedFrom;
    if (generations.size() > 1 && last().startsAt() == end()) {
      from = Math.min(from, last().replacedFrom());
      generations.remove(generations.size() - 1);
    }
    generations.add(new Generation(end(), from));
  }

  void truncate(int end) {
    if (end < entries.size()) {
      next = entries.get(end).source();
      entries.subList(end, entries.size()).clear();
      generations.removeIf(generation -> generation.startsAt() > end);
    }
  }

  Translation sourceOf(int target) {
    Entry entry = entries.get(target);
    return entry.matched()
        ? new Translation.Exact(entry.source(), entry.generation())
        : new Translation.Gap(entry.source());
  }

  Translation targetOf(long source) {
    int nearest = -1;
    for (int target = 0; target < entries.size(); target++) {
      Entry entry = entries.get(target);
      if (entry.matched()
          && entry.source() >= source
          && entry.generation() == holding(entry.source())
          && (nearest < 0 || entry.source() < entries.get(nearest).source())) {
        nearest = target;
      }
    }
    if (nearest < 0) {
      return new Translation.Gap(end());
    }
    Entry found = entries.get(nearest);
    return found.source() == source
        ? new Translation.Exact(nearest, found.generation())
        : new Translation.Gap(nearest);
  }

  private Generation last() {
    return generations.get(generations.size() - 1);
  }

  private int holding(long source) {
    int holding = 0;
    for (int i = 0; i < generations.size(); i++) {
      holding = generations.get(i).replacedFrom() <= source ? i : holding;
    }
    return holding;
  }
}
