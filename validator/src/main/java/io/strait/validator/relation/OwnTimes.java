package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the timestamps that producers set, in logs that are equal in everything but time: their
 * records then pair in their order, or by offset where some are explained to be on one side only.
 * Single use, one thread.
 */
final class OwnTimes {
  private final Case one;
  private final PartitionReport rest;
  private final Expectation expectation;
  private final Fingerprinter fingerprinter;
  private final Optional<OffsetRelation> images;
  private final List<Finding> findings = new ArrayList<>();
  private long count;

  private OwnTimes(Case one, PartitionReport rest) {
    this.one = one;
    this.rest = rest;
    this.expectation = one.contract().expectation().open();
    this.fingerprinter = new Fingerprinter(one.options().seed());
    this.images = one.contract().offsets().images();
  }

  /**
   * Reads both logs once; empty where their records cannot be paired so.
   *
   * @param one as it was asked for
   * @param timeless the same without timestamps
   * @param rest what was found without timestamps
   */
  static Optional<OwnTimes> of(Case one, Case timeless, PartitionReport rest) {
    boolean gaps = !rest.explained().byCode().isEmpty();
    OwnTimes times = new OwnTimes(one, rest);
    if (rest.counts().differences() > 0
        || gaps && (times.images.isEmpty() || rest.offsetShifts() > 0)) {
      return Optional.empty();
    }
    LogBounds target = one.target().bounds();
    OffsetRange judged = rest.judged();
    long from = judged.from();
    long targetFrom;
    long targetTo;
    if (times.images.isPresent()) {
      targetFrom = times.images.get().toTarget(from);
      targetTo = times.images.get().toTarget(judged.to());
    } else {
      Optional<StartFinder.Start> start =
          new ContentStarts().find(timeless, one.source().bounds(), target);
      if (start.isEmpty()) {
        return Optional.empty();
      }
      from = start.get().sourceOffset();
      targetFrom = start.get().targetOffset();
      targetTo = target.stableEnd();
    }
    OffsetRange source = new OffsetRange(from, Math.max(from, judged.to()));
    OffsetRange copy = new OffsetRange(targetFrom, Math.max(targetFrom, targetTo));
    return times.areComparable(one.source().read(source), one.target().read(copy), gaps)
        ? Optional.of(times)
        : Optional.empty();
  }

  /** How many differ, exactly. */
  long count() {
    return count;
  }

  /** The first of them, in order. */
  List<Finding> findings() {
    return findings;
  }

  private boolean areComparable(Iterator<LogRecord> from, Iterator<LogRecord> to, boolean gaps) {
    Optional<LogRecord> expected = next(from);
    while (expected.isPresent() && to.hasNext()) {
      LogRecord copy = to.next();
      while (gaps && expected.isPresent() && image(expected.get()) < copy.offset()) {
        expected = next(from);
      }
      if (expected.isEmpty() || gaps && image(expected.get()) > copy.offset()) {
        continue;
      }
      if (!isPair(expected.get(), expectation.seen(copy))) {
        return false;
      }
      compare(expected.get(), copy);
      expected = next(from);
    }
    return true;
  }

  private Optional<LogRecord> next(Iterator<LogRecord> records) {
    Optional<LogRecord> next = Optional.empty();
    while (next.isEmpty() && records.hasNext()) {
      next = expectation.expected(records.next());
    }
    return next;
  }

  private long image(LogRecord source) {
    return images.orElseThrow().toTarget(source.offset());
  }

  private boolean isPair(LogRecord source, LogRecord target) {
    Fingerprint from = fingerprinter.of(source);
    Fingerprint to = fingerprinter.of(target);
    return from.sameContent(to) && from.headers() == to.headers();
  }

  private void compare(LogRecord source, LogRecord target) {
    long time = expectation.seen(target).timestamp();
    if (target.stamped() || source.timestamp() == time) {
      return;
    }
    count++;
    if (findings.size() < one.options().samples()) {
      findings.add(finding(source, target, time));
    }
  }

  private Finding finding(LogRecord source, LogRecord target, long time) {
    long at = images.map(relation -> relation.toSource(target.offset())).orElse(source.offset());
    return new Finding(
        FindingCode.TIMESTAMP,
        rest.topic(),
        rest.partition(),
        Math.min(source.offset(), at),
        OptionalLong.of(source.offset()),
        OptionalLong.of(target.offset()),
        "source offset "
            + source.offset()
            + ", target offset "
            + target.offset()
            + "; timestamp differs: source "
            + Instant.ofEpochMilli(source.timestamp())
            + ", target "
            + Instant.ofEpochMilli(time)
            + " ("
            + (time - source.timestamp())
            + " ms)");
  }
}
