package io.strait.replicator.mirror.mm2;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant: the known word with the fewest changed letters. */
final class NearKey {
  private NearKey() {}

  /** The nearest, if no more than a third of its letters differ. */
  static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(one -> !one.endsWith("*"))
        .min(Comparator.<String>comparingInt(one -> distance(word, one)).thenComparing(one -> one))
        .filter(one -> distance(word, one) <= Math.max(2, one.length() / 3));
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
