package io.strait.validator.relation;

import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.digest.LogRecord;
import java.util.Optional;

/**
 * Nothing can be said about any record, for example because something changes them on the way that
 * cannot be expressed a second time.
 *
 * @param obstacle what is in the way, and what to do to have the copy judged all the same
 */
public record Inexpressible(Obstacle obstacle) implements Expectation {
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
    return false;
  }

  @Override
  public String text() {
    return obstacle.why();
  }

  @Override
  public Optional<Obstacle> unprovable() {
    return Optional.of(obstacle);
  }
}
