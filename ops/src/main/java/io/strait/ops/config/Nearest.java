package io.strait.ops.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what an operator probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The closest legal word, when it is close enough to be a slip of the finger. */
  public static Optional<String> to(String word, Collection<String> legal) {
    int limit = Math.max(2, word.length() / 3);
    return new TreeSet<>(legal)
        .stream()
            .filter(candidate -> distance(word, candidate) <= limit)
            .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** A sentence for the remedy: the nearest word, or the whole choice when none is near. */
  public static String advice(String word, Collection<String> legal) {
    return to(word, legal)
        .map(near -> "Did you mean '" + near + "'?")
        .orElseGet(
            () ->
                legal.isEmpty()
                    ? "None is defined yet"
                    : "Legal here: " + String.join(", ", new TreeSet<>(legal)));
  }

  /** Levenshtein distance, ignoring case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
