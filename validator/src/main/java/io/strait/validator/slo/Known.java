package io.strait.validator.slo;

/** An answer with three values; what was not measured is not false. */
public enum Known {
  /** It is so. */
  YES,
  /** It is not so. */
  NO,
  /** Nobody knows. */
  UNKNOWN;

  /** The answer to a question that can be answered. */
  static Known of(boolean answer) {
    return answer ? YES : NO;
  }

  /** Both; one that is false decides, whatever the other would be (Kleene). */
  public Known and(Known other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES && other == YES ? YES : UNKNOWN;
  }
}
