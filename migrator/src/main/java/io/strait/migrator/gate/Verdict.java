package io.strait.migrator.gate;

import java.util.List;

/** The answer of a check. */
public sealed interface Verdict {
  /**
   * It holds.
   *
   * @param note one short sentence with the figures
   */
  record Passed(String note) implements Verdict {}

  /**
   * It does not hold, and asking again will not help.
   *
   * @param findings what was found, at least one
   */
  record Failed(List<String> findings) implements Verdict {
    /** Refuses to fail for no reason. */
    public Failed {
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("a failed verdict needs at least one finding");
      }
    }
  }

  /**
   * It cannot be said now; asking again may help.
   *
   * @param reason what is missing
   */
  record Inconclusive(String reason) implements Verdict {}

  /** Whether it holds. */
  default boolean passed() {
    return this instanceof Passed;
  }

  /** The note, the findings or the reason as one line. */
  default String text() {
    if (this instanceof Passed passed) {
      return passed.note();
    }
    if (this instanceof Failed failed) {
      return String.join("; ", failed.findings());
    }
    return ((Inconclusive) this).reason();
  }
}
