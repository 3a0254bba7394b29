package io.strait.validator.keyed;

import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import java.util.List;
import java.util.Optional;

/** Makes {@link Print}s of both sides under one seed and one expectation. Immutable. */
final class Printer {
  private static final long OTHER = 0x6B65796564L;

  private final Fingerprinter first;
  private final Fingerprinter second;
  private final Expectation expectation;

  Printer(long seed, Expectation expectation) {
    this.first = new Fingerprinter(seed);
    this.second = new Fingerprinter(Long.rotateLeft(seed, 17) ^ OTHER);
    this.expectation = expectation;
  }

  Print ofSource(LogRecord record) {
    Optional<LogRecord> expected = expectation.expected(record);
    return print(expected.orElse(record), expected.isEmpty());
  }

  Print ofTarget(LogRecord record) {
    return print(expectation.seen(record), false);
  }

  private Print print(LogRecord form, boolean filtered) {
    Fingerprint print = first.of(form);
    if (form.key() == null) {
      return new Print(print, print.full(), second.of(form).full(), filtered);
    }
    LogRecord key = new LogRecord(0, 0, form.key(), null, List.of());
    return new Print(print, print.key(), second.of(key).key(), filtered);
  }
}
