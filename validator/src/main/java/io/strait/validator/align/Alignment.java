package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which record of one buffer stands for which of the other, in order. Records that occur once on
 * both sides are anchors; the longest run of anchors in common order is kept, and the gaps between
 * them are treated alike, first by whole records, then by key and value alone, at last by the
 * shortest edit script of bounded length.
 */
final class Alignment {
  private static final int DEEPEST = 32;

  private final List<Fingerprint> source;
  private final List<Fingerprint> target;
  private final int[] partner;

  private Alignment(List<Fingerprint> source, List<Fingerprint> target) {
    this.source = source;
    this.target = target;
    this.partner = new int[source.size()];
    Arrays.fill(partner, -1);
  }

  /**
   * For each source index the target index it is paired with, or -1; strictly increasing where not
   * -1. Paired records are equal at least in key and value.
   */
  static int[] of(List<Fingerprint> source, List<Fingerprint> target) {
    Alignment alignment = new Alignment(source, target);
    alignment.align(new Gap(0, source.size(), 0, target.size()), true, 0);
    return alignment.partner;
  }

  private record Gap(int sourceFrom, int sourceTo, int targetFrom, int targetTo) {
    boolean isOneSided() {
      return sourceFrom == sourceTo || targetFrom == targetTo;
    }
  }

  private void align(Gap gap, boolean whole, int depth) {
    Gap rest = trimmed(gap, whole);
    if (rest.isOneSided()) {
      return;
    }
    int[][] anchors = depth < DEEPEST ? anchors(rest, whole) : new int[0][];
    if (anchors.length > 0) {
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
    while (s < sourceTo && t < targetTo && same(sourceTo - 1, targetTo - 1, whole)) {
      partner[--sourceTo] = --targetTo;
    }
    return new Gap(s, sourceTo, t, targetTo);
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
