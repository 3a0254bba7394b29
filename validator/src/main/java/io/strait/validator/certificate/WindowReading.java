package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.digest.RunningDigest;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Digests a range of one log in windows, as either side sees it. Both sides of an equal copy give
 * the same digests, save for the lane of offsets where only order is claimed. One range each.
 */
final class WindowReading {
  private final LogView log;
  private final Fingerprinter fingerprinter;
  private final ChainBase base;

  WindowReading(LogView log, long seed) {
    this.log = log;
    this.fingerprinter = new Fingerprinter(seed);
    this.base = new ChainBase(seed);
  }

  /** Cuts a range into at most {@link CertifiedPartition#MOST_WINDOWS} of about equal length. */
  static List<Long> borders(OffsetRange range) {
    int most = CertifiedPartition.MOST_WINDOWS;
    long size = Math.max(1, range.size() / most + (range.size() % most == 0 ? 0 : 1));
    List<Long> borders = new ArrayList<>();
    for (long to = range.from() + size; to < range.to(); to += size) {
      borders.add(to);
    }
    borders.add(range.to());
    return borders;
  }

  /** The digests of the source's records between these borders, as expected on the target. */
  List<Digest> source(long from, List<Long> borders, Expectation expectation) {
    Pieces pieces = new Pieces(borders.size());
    Iterator<LogRecord> records = log.read(range(from, borders));
    while (records.hasNext()) {
      LogRecord record = records.next();
      Optional<LogRecord> expected = expectation.expected(record);
      if (expected.isPresent()) {
        pieces.moveTo(record.offset(), borders);
        pieces.append(fingerprinter.of(expected.get()), record.offset());
      }
    }
    return pieces.end();
  }

  /** The digests of the target's records between these borders of target offsets. */
  List<Digest> target(
      long from, List<Long> borders, OffsetRelation relation, Expectation expectation) {
    Pieces pieces = new Pieces(borders.size());
    Iterator<LogRecord> records = log.read(range(from, borders));
    while (records.hasNext()) {
      LogRecord record = records.next();
      pieces.moveTo(record.offset(), borders);
      pieces.append(fingerprinter.of(expectation.seen(record)), relation.toSource(record.offset()));
    }
    return pieces.end();
  }

  /**
   * Where windows of so many records each end, of the records just before an offset; the first
   * element is where they begin. Where only order is claimed, this is what maps windows.
   *
   * @return empty when there are fewer records
   */
  Optional<List<Long>> ends(OffsetRange within, List<Long> counts) {
    long wanted = counts.stream().mapToLong(Long::longValue).sum();
    long there = 0;
    for (Iterator<LogRecord> records = log.read(within); records.hasNext(); records.next()) {
      there++;
    }
    if (there < wanted) {
      return Optional.empty();
    }
    List<Long> ends = new ArrayList<>();
    Iterator<LogRecord> records = log.read(within);
    long at = within.from();
    for (long skipped = 0; skipped < there - wanted; skipped++) {
      at = records.next().offset() + 1;
    }
    ends.add(at);
    for (long count : counts) {
      for (long i = 0; i < count; i++) {
        at = records.next().offset() + 1;
      }
      ends.add(at);
    }
    return Optional.of(ends);
  }

  private static OffsetRange range(long from, List<Long> borders) {
    return new OffsetRange(from, Math.max(from, borders.get(borders.size() - 1)));
  }

  private final class Pieces {
    private final int wanted;
    private final List<Digest> done = new ArrayList<>();
    private RunningDigest now = new RunningDigest(base, Digest.EMPTY);

    Pieces(int wanted) {
      this.wanted = wanted;
    }

    void moveTo(long offset, List<Long> borders) {
      while (done.size() < wanted - 1 && offset >= borders.get(done.size())) {
        close();
      }
    }

    void append(Fingerprint record, long sourceOffset) {
      now.append(record, sourceOffset);
    }

    List<Digest> end() {
      while (done.size() < wanted) {
        close();
      }
      return done;
    }

    private void close() {
      done.add(now.now());
      now = new RunningDigest(base, Digest.EMPTY);
    }
  }
}
