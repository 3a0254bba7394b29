package io.strait.replicator.sync.group;

import java.util.Locale;

/** Who has moved a position since Strait last wrote or confirmed it. */
public enum Mover {
  /** Nobody. */
  NOBODY,
  /** The source's consumers or operators. */
  SOURCE,
  /** The target's. */
  TARGET,
  /** Both sides'. */
  BOTH,
  /** Strait has not seen it before. */
  UNKNOWN;

  /** As operators read it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
