package io.strait.validator.scope;

import io.strait.replicator.topology.OffsetRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Draws runs of offsets from a partition: the range is cut into strata by age, each stratum into
 * cells of equal width, and from each stratum cells are drawn without putting them back. Pure; the
 * same seed draws the same cells.
 *
 * @param strata how many by age, 1 or more; the newest is the last
 * @param cell width of a cell in offsets, 1 or more; narrower where little is wanted, wider where
 *     {@code mostRuns} would not do
 * @param mostRuns most cells per partition, at least {@code strata}
 * @param seed of the choice
 */
public record SampleDraw(int strata, int cell, int mostRuns, long seed) {
  /** Four strata by age, cells of 100 offsets, at most 32 of them per partition. */
  public static SampleDraw of(long seed) {
    return new SampleDraw(4, 100, 32, seed);
  }

  /**
   * What was drawn from one stratum.
   *
   * @param range all of it
   * @param cells how many cells it has
   * @param runs those drawn, in order of offsets
   */
  public record Stratum(OffsetRange range, long cells, List<OffsetRange> runs) {}

  /** What is drawn from one partition, oldest stratum first; nothing from an empty range. */
  public List<Stratum> from(TopicPartition partition, OffsetRange range, SampleSize size) {
    if (range.isEmpty()) {
      return List.of();
    }
    long wanted = size.of(range.size());
    long least = Math.max(1, Math.min(cell, (wanted + strata - 1) / strata));
    long width = Math.max(Math.min(least, range.size()), (wanted + mostRuns - 1) / mostRuns);
    int parts = (int) Math.min(strata, Math.max(1, range.size() / width));
    long runs = Math.max(parts, (wanted + width - 1) / width);
    SplittableRandom random = new SplittableRandom(seed ^ partition.hashCode() * 0x9E3779B97F4AL);
    List<Stratum> drawn = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      OffsetRange part = new OffsetRange(border(range, i, parts), border(range, i + 1, parts));
      long share = wanted >= range.size() ? part.size() : runs * (i + 1) / parts - runs * i / parts;
      drawn.add(draw(part, width, Math.max(1, share), random));
    }
    return drawn;
  }

  private static long border(OffsetRange range, int part, int parts) {
    return range.from() + range.size() / parts * part + range.size() % parts * part / parts;
  }

  private static Stratum draw(OffsetRange part, long width, long runs, SplittableRandom random) {
    long cells = (part.size() + width - 1) / width;
    TreeSet<Long> chosen = new TreeSet<>();
    if (runs >= cells) {
      for (long i = 0; i < cells; i++) {
        chosen.add(i);
      }
    }
    while (chosen.size() < Math.min(runs, cells)) {
      chosen.add(random.nextLong(cells));
    }
    List<OffsetRange> ranges = new ArrayList<>();
    for (long index : chosen) {
      long from = part.from() + index * width;
      ranges.add(new OffsetRange(from, Math.min(part.to(), from + width)));
    }
    ranges.sort(Comparator.comparingLong(OffsetRange::from));
    return new Stratum(part, cells, ranges);
  }
}
