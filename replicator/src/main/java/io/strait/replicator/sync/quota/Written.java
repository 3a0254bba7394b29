package io.strait.replicator.sync.quota;

import java.util.Optional;

/**
 * What is written down about a value that Strait set.
 *
 * @param value that it had, or was to get
 * @param begun whether it was only about to be set; what the target has then says nothing about
 *     others
 */
record Written(double value, boolean begun) {
  private static final String BEGUN = "~";

  String text() {
    return (begun ? BEGUN : "") + value;
  }

  /** Empty for what no Strait wrote. */
  static Optional<Written> of(String text) {
    boolean begun = text.startsWith(BEGUN);
    try {
      return Optional.of(
          new Written(Double.parseDouble(begun ? text.substring(BEGUN.length()) : text), begun));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
