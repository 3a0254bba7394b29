package io.strait.validator.certificate;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.LogRecord;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * How records of one log are looked at, so that both sides of a copy give the same.
 *
 * @param form what a record is compared as; empty for one that is declared not to be on the target
 * @param offset the source offset that a record of this log stands for
 */
record Lens(Function<LogRecord, Optional<LogRecord>> form, LongUnaryOperator offset) {
  /** Records as they are stored. */
  static final Lens STORED = new Lens(Optional::of, at -> at);

  static Lens source(Expectation expectation) {
    return new Lens(expectation::expected, at -> at);
  }

  static Lens target(Expectation expectation, OffsetRelation relation) {
    return new Lens(record -> Optional.of(expectation.seen(record)), relation::toSource);
  }
}
