package io.strait.validator.check;

import java.util.Locale;

/** Which side left what the link had applied last; told only by a three-way comparison. */
public enum Moved {
  /** The source was changed, and the target still is as the link had left it. */
  SOURCE,
  /** The target was changed, and the source still is as it was when the link applied it. */
  TARGET,
  /** Neither side is as it was when the link applied it. */
  BOTH,
  /** Both sides are as they were when the link applied it: it was wrong from then on. */
  NOBODY,
  /** The link keeps this and never applied it. */
  NEVER_APPLIED,
  /** Nothing was written down about it: a copy that somebody else made. */
  UNKNOWN;

  /** Decides from whether each side still is as it was applied. */
  public static Moved of(boolean sourceMoved, boolean targetMoved) {
    if (sourceMoved) {
      return targetMoved ? BOTH : SOURCE;
    }
    return targetMoved ? TARGET : NOBODY;
  }

  /** As reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
