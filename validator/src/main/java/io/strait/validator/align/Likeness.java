package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which records of one hunk are the same record with a changed key or value. Pairs keep
 * their order; the pairing with the greatest likeness wins; records without anything in common stay
 * unpaired.
 */
final class Likeness {
  private static final int ENOUGH = 2;
  private static final int MOST_CELLS = 1 << 20;

  private Likeness() {}

  /** A source record and the target record that it became. */
  record Pair(Fingerprint source, Fingerprint target) {}

  static List<Pair> pairs(
      List<Fingerprint> deletions, List<Fingerprint> insertions, Places places) {
    if (deletions.isEmpty() || insertions.isEmpty()) {
      return List.of();
    }
    if ((long) deletions.size() * insertions.size() > MOST_CELLS) {
      return byPlace(deletions, insertions, places);
    }
    return best(deletions, insertions, places);
  }

  /** How much two records have in common; 0 when nothing. */
  static int score(Fingerprint source, Fingerprint target, boolean samePlace) {
    int score = samePlace ? 1 : 0;
    score += source.key() == target.key() && source.keySize() > 0 ? 2 : 0;
    score += source.value() == target.value() && source.valueSize() > 0 ? 2 : 0;
    score += source.timestamp() == target.timestamp() ? 2 : 0;
    score += source.headers() == target.headers() && source.headerCount() > 0 ? 1 : 0;
    score += source.valueSize() == target.valueSize() && source.valueSize() > 0 ? 1 : 0;
    return score < ENOUGH ? 0 : score;
  }

  private static int score(
      List<Fingerprint> deletions, int s, List<Fingerprint> insertions, int t, Places places) {
    Fingerprint source = deletions.get(s);
    Fingerprint target = insertions.get(t);
    return score(source, target, places.isSame(source, s, target, t));
  }

  private static List<Pair> byPlace(
      List<Fingerprint> deletions, List<Fingerprint> insertions, Places places) {
    List<Pair> pairs = new ArrayList<>();
    int t = 0;
    for (int s = 0; s < deletions.size(); s++) {
      while (t < insertions.size() && places.isBefore(insertions.get(t), t, deletions.get(s), s)) {
        t++;
      }
      if (t < insertions.size() && score(deletions, s, insertions, t, places) > 0) {
        pairs.add(new Pair(deletions.get(s), insertions.get(t++)));
      }
    }
    return pairs;
  }

  private static List<Pair> best(
      List<Fingerprint> deletions, List<Fingerprint> insertions, Places places) {
    int[][] sum = new int[deletions.size() + 1][insertions.size() + 1];
    for (int s = deletions.size() - 1; s >= 0; s--) {
      for (int t = insertions.size() - 1; t >= 0; t--) {
        int score = score(deletions, s, insertions, t, places);
        int apart = Math.max(sum[s + 1][t], sum[s][t + 1]);
        sum[s][t] = score == 0 ? apart : Math.max(apart, score + sum[s + 1][t + 1]);
      }
    }
    List<Pair> pairs = new ArrayList<>();
    int s = 0;
    int t = 0;
    while (s < deletions.size() && t < insertions.size()) {
      int score = score(deletions, s, insertions, t, places);
      if (score > 0 && sum[s][t] == score + sum[s + 1][t + 1]) {
        pairs.add(new Pair(deletions.get(s++), insertions.get(t++)));
      } else if (sum[s][t] == sum[s + 1][t]) {
        s++;
      } else {
        t++;
      }
    }
    return pairs;
  }
}
