package io.strait.ops.runbook;

import java.util.List;

/**
 * A document and the commands in it.
 *
 * @param title its first heading
 * @param steps in the order of the document
 */
public record Runbook(String title, List<RunbookStep> steps) {
  /** Keeps a copy. */
  public Runbook {
    steps = List.copyOf(steps);
  }
}
