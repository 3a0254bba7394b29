package io.strait.ops.config;

import java.util.Locale;

/**
 * One thing that is wrong with a configuration.
 *
 * @param severity whether it stops Strait from starting
 * @param where the path of the key, for example {@code links[0].source}
 * @param line 1-based line in the file, or 0 when the problem has no line
 * @param what the value and the rule it breaks; never a secret
 * @param remedy what to do next
 */
public record ConfigProblem(Severity severity, String where, int line, String what, String remedy) {

  /** Whether a problem stops Strait. */
  public enum Severity {
    /** Strait does not start. */
    ERROR,
    /** Strait starts; {@code --strict} treats it as an error. */
    WARNING,
    /** Worth knowing; nothing is wrong. */
    HINT
  }

  /** Whether this stops Strait from starting. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The one line an operator reads. */
  @Override
  public String toString() {
    String position = line > 0 ? " (line " + line + ")" : "";
    return severity.name().toLowerCase(Locale.ROOT)
        + ": "
        + where
        + position
        + ": "
        + what
        + ". "
        + remedy;
  }
}
