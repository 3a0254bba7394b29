package io.strait.validator.relation;

import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * Timestamps are not judged.
 *
 * @param why a sentence for reports, such as that the target topic stamps append time
 */
public record TimesIgnored(String why) implements Expectation {
  @Override
  public Optional<LogRecord> expected(LogRecord source) {
    return Optional.of(source.at(0));
  }

  @Override
  public LogRecord seen(LogRecord target) {
    return target.at(0);
  }

  @Override
  public boolean isIdentity() {
    return false;
  }

  @Override
  public String text() {
    return "timestamps are not judged";
  }

  @Override
  public List<String> notes() {
    return List.of("timestamps are not judged: " + why);
  }
}
