package io.strait.ops.runbook;

import java.util.List;

/**
 * One command of a runbook.
 *
 * @param section the heading above it
 * @param command as written, variables not yet filled in
 * @param exitCode how it must end
 * @param expected lines that its output must hold; {@code ...} stands for anything
 */
public record RunbookStep(String section, String command, int exitCode, List<String> expected) {
  /** Keeps a copy. */
  public RunbookStep {
    expected = List.copyOf(expected);
  }

  RunbookStep expecting(List<String> lines) {
    return new RunbookStep(section, command, exitCode, lines);
  }
}
