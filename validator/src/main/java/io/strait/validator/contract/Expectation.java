package io.strait.validator.contract;

import io.strait.validator.digest.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * What is declared to differ between a source record and its copy. Both sides are brought to one
 * form before they are compared, so everything that is not declared still has to be equal. Safe for
 * use by several threads, except what {@link #open} returns.
 */
public interface Expectation {
  /** Nothing differs. */
  Expectation SAME =
      new Expectation() {
        @Override
        public Optional<LogRecord> expected(LogRecord source) {
          return Optional.of(source);
        }

        @Override
        public LogRecord seen(LogRecord target) {
          return target;
        }

        @Override
        public boolean isIdentity() {
          return true;
        }

        @Override
        public String text() {
          return "nothing is declared to differ";
        }
      };

  /**
   * The record that must be on the target for this source record; empty when it must not be there
   * (filtered out). Keeps the source offset.
   */
  Optional<LogRecord> expected(LogRecord source);

  /** A target record without what the copy is declared to add. Keeps the target offset. */
  LogRecord seen(LogRecord target);

  /** Whether both methods return what they are given, so that whole batches may be compared. */
  boolean isIdentity();

  /** What is declared, in words for reports. */
  String text();

  /**
   * An instance for judging one partition once, which may keep what it notices; confined to one
   * thread. This one where there is nothing to keep.
   */
  default Expectation open() {
    return this;
  }

  /** Why no copy under this declaration can be judged at all; empty where it can. */
  default Optional<Obstacle> unprovable() {
    return Optional.empty();
  }

  /** What is not judged because of what is declared or was noticed, as sentences for reports. */
  default List<String> notes() {
    return List.of();
  }
}
