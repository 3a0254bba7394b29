package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
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

/** Digests a range of one log in windows. Confined to one thread; may be used several times. */
final class LogReading {
  private final LogView log;
  private final Fingerprinter fingerprinter;
  private final ChainBase base;

  LogReading(LogView log, long seed) {
    this.log = log;
    this.fingerprinter = new Fingerprinter(seed);
    this.base = new ChainBase(seed);
  }

  /**
   * Digests of the same records, of one reading.
   *
   * @param stored by window, as they are stored
   * @param declared by window, as the other side must see them
   */
  record Windows(List<Digest> stored, List<Digest> declared) {}

  /** Cuts a range into at most so many pieces of about equal length; their ends. */
  static List<Long> borders(OffsetRange range, int most) {
    long size = Math.max(1, range.size() / most + (range.size() % most == 0 ? 0 : 1));
    List<Long> borders = new ArrayList<>();
    for (long to = range.from() + size; to < range.to(); to += size) {
      borders.add(to);
    }
    borders.add(range.to());
    return borders;
  }

  /** The digests of the records between these borders, as they are stored. */
  List<Digest> stored(long from, List<Long> borders) {
    return windows(from, borders, Lens.STORED).stored();
  }

  /** The same, and as they are declared to be on the other side. */
  Windows windows(long from, List<Long> borders, Lens lens) {
    Pieces stored = new Pieces(borders);
    Pieces declared = new Pieces(borders);
    long to = Math.max(from, borders.get(borders.size() - 1));
    Iterator<LogRecord> records = log.read(new OffsetRange(from, to));
    while (records.hasNext()) {
      LogRecord record = records.next();
      Fingerprint print = fingerprinter.of(record);
      stored.add(print, record.offset(), record.offset());
      Optional<LogRecord> form = lens.form().apply(record);
      if (form.isPresent()) {
        Fingerprint seen = form.get() == record ? print : fingerprinter.of(form.get());
        declared.add(seen, record.offset(), lens.offset().applyAsLong(record.offset()));
      }
    }
    return new Windows(stored.end(), declared.end());
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
      at = next(records).offset() + 1;
    }
    ends.add(at);
    for (long count : counts) {
      for (long i = 0; i < count; i++) {
        at = next(records).offset() + 1;
      }
      ends.add(at);
    }
    return Optional.of(ends);
  }

  /** A cleaner may have run since the records were counted. */
  private static LogRecord next(Iterator<LogRecord> records) {
    if (!records.hasNext()) {
      throw new LogChanged();
    }
    return records.next();
  }

  private final class Pieces {
    private final List<Long> borders;
    private final List<Digest> done = new ArrayList<>();
    private RunningDigest now = new RunningDigest(base, Digest.EMPTY);

    Pieces(List<Long> borders) {
      this.borders = borders;
    }

    void add(Fingerprint record, long offset, long sourceOffset) {
      while (done.size() < borders.size() - 1 && offset >= borders.get(done.size())) {
        close();
      }
      now.append(record, sourceOffset);
    }

    List<Digest> end() {
      while (done.size() < borders.size()) {
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
