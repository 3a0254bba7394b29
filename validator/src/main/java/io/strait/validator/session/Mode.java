package io.strait.validator.session;

import java.util.Arrays;
import java.util.Optional;

/** How much is read, and how closely. */
public enum Mode {
  /** Everything, record by record. */
  FULL("full"),
  /** Everything; stored batches as they are where both sides kept the batching. */
  FAST("fast"),
  /** Runs drawn by chance; never passes. */
  SAMPLE("sample"),
  /** What is new since the last proof. */
  SINCE_LAST("since-last");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /** As users write it. */
  public String word() {
    return word;
  }

  /** The mode that users call so. */
  public static Optional<Mode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
  }
}
