package io.strait.ops.cli;

import java.util.Optional;

/** Compares a journal's end with what the operator expects it to be. Pure. */
final class JournalEnd {
  private JournalEnd() {}

  /** What differs; an expectation that is null is not compared. */
  static Optional<String> fault(long entries, String head, Long expected, String expectedHead) {
    if (expected != null && expected != entries) {
      return Optional.of(
          "the journal has "
              + entries
              + " entries instead of "
              + expected
              + "; its tail was cut off, or it went on");
    }
    if (expectedHead != null && !expectedHead.equalsIgnoreCase(head)) {
      return Optional.of(
          "the journal's head is "
              + (head.isEmpty() ? "none" : head)
              + " instead of "
              + expectedHead
              + "; its tail was cut off, or it went on");
    }
    return Optional.empty();
  }
}
