package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which record of one buffer stands for which of the other, in order. Records that occur once on
 * both sides are anchors; the longest run of anchors in common order is kept, and the gaps between
 * them are treated alike. Short gaps, above all those in which few records occur once, are settled
 * by {@link Weights}; long ones first by whole records, then by key and value alone, at last by the
 * shortest edit script of bounded length.
 */
final class Alignment {
  private static final int DEEPEST = 32;

  /** So many pairs of records are weighed without further ado, at half a millisecond or so. */
  private static final long FEW_CELLS = 1 << 17;

  /** Anchors that are fewer than one in so many records may be just those that were moved. */
  private static final int SPARSE = 4;

  private final List<Fingerprint> source;
  private final List<Fingerprint> target;
  private final boolean moreSource;
  private final boolean moreTarget;
  private final int[] partner;

  private Alignment(
      List<Fingerprint> source, List<Fingerprint> target, boolean moreSource, boolean moreTarget) {
    this.source = source;
    this.target = target;
    this.moreSource = moreSource;
    this.moreTarget = moreTarget;
    this.partner = new int[source.size()];
    Arrays.fill(partner, -1);
  }

  /**
   * For each source index the target index it is paired with, or -1; strictly increasing where not
   * -1. Paired records are equal at least in key and value.
   */
  static int[] of(List<Fingerprint> source, List<Fingerprint> target) {
    return of(source, target, false, false);
  }

  /**
   * The same for the beginnings of longer logs.
   *
   * @param moreSource whether the source goes on behind its buffer
   * @param moreTarget whether the target does
   */
  static int[] of(
      List<Fingerprint> source, List<Fingerprint> target, boolean moreSource, boolean moreTarget) {
    Alignment alignment = new Alignment(source, target, moreSource, moreTarget);
    alignment.align(new Gap(0, source.size(), 0, target.size()), true, 0);
    return alignment.partner;
  }

  private record Gap(int sourceFrom, int sourceTo, int targetFrom, int targetTo) {
    boolean isOneSided() {
      return sourceFrom == sourceTo || targetFrom == targetTo;
    }

    boolean isShort() {
      return cells() <= Weights.MOST_CELLS;
    }

    boolean isTiny() {
      return cells() <= FEW_CELLS;
    }

    private long cells() {
      return (sourceTo - sourceFrom + 1L) * (targetTo - targetFrom + 1L);
    }

    int least() {
      return Math.min(sourceTo - sourceFrom, targetTo - targetFrom);
    }
  }

  private void align(Gap gap, boolean whole, int depth) {
    Gap rest = trimmed(gap, whole);
    if (rest.isOneSided()) {
      return;
    }
    boolean anchored = depth < DEEPEST && !rest.isTiny();
    int[][] anchors = anchored ? anchors(rest, whole) : new int[0][];
    if (rest.isTiny() || rest.isShort() && anchors.length * SPARSE < rest.least()) {
      weigh(rest);
    } else if (anchors.length > 0) {
      between(rest, anchors, whole, depth + 1);
    } else if (whole) {
      align(rest, false, depth + 1);
    } else {
      shortestEdit(rest);
    }
  }

  private Gap trimmed(Gap gap, boolean whole) {
    int s = gap.sourceFrom();
    int t = gap.targetFrom();
    while (s < gap.sourceTo() && t < gap.targetTo() && same(s, t, whole)) {
      partner[s++] = t++;
    }
    int sourceTo = gap.sourceTo();
    int targetTo = gap.targetTo();
    if (isOpen(gap) && gap.isShort()) {
      return new Gap(s, sourceTo, t, targetTo);
    }
    while (s < sourceTo && t < targetTo && same(sourceTo - 1, targetTo - 1, whole)) {
      partner[--sourceTo] = --targetTo;
    }
    return new Gap(s, sourceTo, t, targetTo);
  }

  /** Whether it ends where the buffers do and the logs do not: its ends need not match. */
  private boolean isOpen(Gap gap) {
    return (moreSource || moreTarget)
        && gap.sourceTo() == source.size()
        && gap.targetTo() == target.size();
  }

  private void weigh(Gap gap) {
    boolean open = isOpen(gap);
    Weights.pairs(
        source.subList(gap.sourceFrom(), gap.sourceTo()),
        target.subList(gap.targetFrom(), gap.targetTo()),
        open && moreSource,
        open && moreTarget,
        (s, t) -> partner[gap.sourceFrom() + s] = gap.targetFrom() + t);
  }

  private void between(Gap gap, int[][] anchors, boolean whole, int depth) {
    int s = gap.sourceFrom();
    int t = gap.targetFrom();
    for (int[] anchor : anchors) {
      partner[anchor[0]] = anchor[1];
      align(new Gap(s, anchor[0], t, anchor[1]), whole, depth);
      s = anchor[0] + 1;
      t = anchor[1] + 1;
    }
    align(new Gap(s, gap.sourceTo(), t, gap.targetTo()), whole, depth);
  }

  private int[][] anchors(Gap gap, boolean whole) {
    Map<Long, Integer> targets = onceIn(target, gap.targetFrom(), gap.targetTo(), whole);
    Map<Long, Integer> sources = onceIn(source, gap.sourceFrom(), gap.sourceTo(), whole);
    int[][] common = new int[Math.min(sources.size(), targets.size())][];
    int found = 0;
    for (int s = gap.sourceFrom(); s < gap.sourceTo(); s++) {
      long hash = hash(source.get(s), whole);
      int t = targets.getOrDefault(hash, -1);
      if (t >= 0 && sources.getOrDefault(hash, -1) == s) {
        common[found++] = new int[] {s, t};
      }
    }
    return LongestRun.of(Arrays.copyOf(common, found));
  }

  private static Map<Long, Integer> onceIn(
      List<Fingerprint> records, int from, int to, boolean whole) {
    Map<Long, Integer> places = new HashMap<>();
    for (int i = from; i < to; i++) {
      int place = i;
      places.merge(hash(records.get(i), whole), place, (first, again) -> -1);
    }
    return places;
  }

  private void shortestEdit(Gap gap) {
    EditScript script =
        new EditScript(
            gap.sourceTo() - gap.sourceFrom(),
            gap.targetTo() - gap.targetFrom(),
            (s, t) -> same(gap.sourceFrom() + s, gap.targetFrom() + t, false));
    script.pairs((s, t) -> partner[gap.sourceFrom() + s] = gap.targetFrom() + t);
  }

  private boolean same(int s, int t, boolean whole) {
    return whole
        ? source.get(s).sameRecord(target.get(t))
        : source.get(s).sameContent(target.get(t));
  }

  private static long hash(Fingerprint record, boolean whole) {
    return whole ? record.full() : record.content();
  }
}
