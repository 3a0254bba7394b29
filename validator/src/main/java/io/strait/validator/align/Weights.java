package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Pairs two short sequences so that what separates them takes the fewest and smallest findings: a
 * record that changed in its place weighs less than one that is lost and another one that is
 * foreign, two neighbours that traded places less than two that changed. Among equal records the
 * first ones are paired, so that the logs part as late as they can. Costs one step and four bytes
 * per pair of records.
 *
 * <p>Where a sequence is the beginning of a longer one, what the other one has beyond its end
 * weighs nothing: it may stand for what follows.
 */
final class Weights {
  /** Most pairs of records that are worth it. */
  static final long MOST_CELLS = 1 << 20;

  private static final int OTHER_HEADERS = 2;
  private static final int OTHER_TIME = 3;
  private static final int OTHER_BOTH = 3;
  private static final int ALIKE = 4;
  private static final int SWAPPED = 5;
  private static final int ALONE = 6;
  private static final int SOMEWHAT_ALIKE = 5;
  private static final int UNLIKE = 11;
  private static final int NEVER = 13;
  private static final int MUCH = 4;

  private final List<Fingerprint> source;
  private final List<Fingerprint> target;
  private final boolean[] isInSource;
  private final int[][] rest;

  private Weights(
      List<Fingerprint> source, List<Fingerprint> target, boolean moreSource, boolean moreTarget) {
    this.source = source;
    this.target = target;
    this.isInSource = standIn(target, source);
    this.rest = new int[source.size() + 1][target.size() + 1];
    for (int t = target.size() - 1; t >= 0; t--) {
      rest[source.size()][t] = moreSource ? 0 : rest[source.size()][t + 1] + ALONE;
    }
    for (int s = source.size() - 1; s >= 0; s--) {
      rest[s][target.size()] = moreTarget ? 0 : rest[s + 1][target.size()] + ALONE;
      for (int t = target.size() - 1; t >= 0; t--) {
        int alone = Math.min(rest[s + 1][t], rest[s][t + 1]) + ALONE;
        int changed = Math.min(alone, weight(s, t) + rest[s + 1][t + 1]);
        rest[s][t] = isSwap(s, t) ? Math.min(changed, SWAPPED + rest[s + 2][t + 2]) : changed;
      }
    }
  }

  /**
   * Reports pairs that are equal at least in key and value, in order.
   *
   * @param moreSource whether the source goes on behind its sequence
   * @param moreTarget whether the target does
   */
  static void pairs(
      List<Fingerprint> source,
      List<Fingerprint> target,
      boolean moreSource,
      boolean moreTarget,
      EditScript.Pairs sink) {
    new Weights(source, target, moreSource, moreTarget).walk(sink);
  }

  private void walk(EditScript.Pairs sink) {
    int s = 0;
    int t = 0;
    while (s < source.size() && t < target.size()) {
      if (rest[s][t] == weight(s, t) + rest[s + 1][t + 1]) {
        if (source.get(s).sameContent(target.get(t))) {
          sink.pair(s, t);
        }
        s++;
        t++;
      } else if (isSwap(s, t) && rest[s][t] == SWAPPED + rest[s + 2][t + 2]) {
        sink.pair(s + 1, t);
        s += 2;
        t += 2;
      } else if (rest[s][t] == rest[s + 1][t] + ALONE) {
        s++;
      } else {
        t++;
      }
    }
  }

  private boolean isSwap(int s, int t) {
    return s + 1 < source.size()
        && t + 1 < target.size()
        && source.get(s).sameRecord(target.get(t + 1))
        && source.get(s + 1).sameRecord(target.get(t));
  }

  private static boolean[] standIn(List<Fingerprint> records, List<Fingerprint> others) {
    Set<Long> there = new HashSet<>();
    others.forEach(record -> there.add(record.full()));
    boolean[] stand = new boolean[records.size()];
    for (int i = 0; i < stand.length; i++) {
      stand[i] = there.contains(records.get(i).full());
    }
    return stand;
  }

  /** A target record that the source holds as it is has not changed from another one. */
  private int weight(int s, int t) {
    Fingerprint from = source.get(s);
    Fingerprint to = target.get(t);
    if (isInSource[t]) {
      return from.sameRecord(to) ? 0 : NEVER;
    }
    boolean sameTime = from.timestamp() == to.timestamp();
    if (from.sameContent(to)) {
      boolean sameHeaders = from.headers() == to.headers();
      return sameHeaders ? sameTime ? 0 : OTHER_TIME : sameTime ? OTHER_HEADERS : OTHER_BOTH;
    }
    // Where times are left out of account all of them are 0 and say nothing.
    int timeless = sameTime && from.timestamp() == 0 ? 2 : 0;
    int likeness = Likeness.score(from, to, false) - timeless;
    return likeness >= MUCH ? ALIKE : likeness > 0 ? SOMEWHAT_ALIKE : UNLIKE;
  }
}
