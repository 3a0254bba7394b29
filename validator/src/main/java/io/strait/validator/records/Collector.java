package io.strait.validator.records;

import io.strait.validator.align.Difference;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Counts all differences of a partition and keeps the first few of each code. One thread. */
public final class Collector {
  private static final Comparator<Difference> FIRST =
      Comparator.comparingLong(Difference::divergesAt);

  private final int samples;
  private final Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
  private final Map<FindingCode, PriorityQueue<Difference>> kept = new EnumMap<>(FindingCode.class);
  private long first = Long.MAX_VALUE;

  /** Keeps so many of each code. */
  public Collector(int samples) {
    this.samples = samples;
  }

  /** Counts one. */
  public void add(Difference difference) {
    counts.merge(difference.code(), 1L, Long::sum);
    first = Math.min(first, difference.divergesAt());
    PriorityQueue<Difference> queue =
        kept.computeIfAbsent(difference.code(), code -> new PriorityQueue<>(FIRST.reversed()));
    queue.add(difference);
    if (queue.size() > samples) {
      queue.poll();
    }
  }

  /** Exact counts. */
  public FindingCounts counts() {
    return new FindingCounts(counts);
  }

  /** The first source offset at which the logs part; {@link Long#MAX_VALUE} when they do not. */
  public long first() {
    return first;
  }

  /** The first few of each code, by place. */
  public List<Difference> samples() {
    List<Difference> all = new ArrayList<>();
    kept.values().forEach(all::addAll);
    all.sort(FIRST);
    return all;
  }
}
