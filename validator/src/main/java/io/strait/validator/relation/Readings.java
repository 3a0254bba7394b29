package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads windows of both logs of a case, in the form in which they are compared. One thread. */
final class Readings {
  /** Most records that are read of a log to find others in it. */
  static final int MOST_SCANNED = 1 << 21;

  private static final int WINDOW = 2_048;
  private static final int SOUGHT = 256;
  private static final int NEAR = 64;
  private static final int RUN = 16;

  private final Case one;
  private final LogBounds source;
  private final LogBounds target;
  private final Expectation expectation;
  private final Fingerprinter fingerprinter;

  Readings(Case one, LogBounds source, LogBounds target) {
    this.one = one;
    this.source = source;
    this.target = target;
    this.expectation = one.contract().expectation().open();
    this.fingerprinter = new Fingerprinter(one.options().seed());
  }

  /** The beginning of a log. */
  Window head(boolean ofSource) {
    return window(ofSource, bounds(ofSource).start(), true);
  }

  /**
   * Where in a log another's records may stand: first by their time, then by looking at each
   * record. Read as they are asked for.
   */
  Iterable<Window> places(boolean inSource, Window wanted) {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < 2;
          }

          @Override
          public Window next() {
            return next++ == 0
                ? around(inSource, timed(inSource, wanted))
                : byContent(inSource, wanted);
          }
        };
  }

  /** Some records of a log from an offset on. */
  Window between(boolean ofSource, long from, long to, int most) {
    return read(ofSource, new OffsetRange(from, Math.max(from, to)), false, most);
  }

  /** Where in a log another's records may stand by their time. */
  long timed(boolean inSource, Window wanted) {
    long time =
        wanted.records().stream().limit(NEAR).mapToLong(Fingerprint::timestamp).min().orElse(0);
    long low = bounds(inSource).start();
    long high = bounds(inSource).stableEnd();
    while (time > 0 && low < high) {
      long middle = (low + high) >>> 1;
      Optional<LogRecord> record = first(log(inSource), middle, high);
      if (record.isPresent() && record.get().timestamp() < time) {
        low = record.get().offset() + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Short reads, to their ends: one that is left in the middle holds what it has fetched. */
  private static Optional<LogRecord> first(LogView log, long from, long to) {
    int size = RUN;
    for (long at = from; at < to; at += size / 4) {
      Iterator<LogRecord> read = log.read(new OffsetRange(at, Math.min(to, at + size)));
      size *= 4;
      Optional<LogRecord> first = read.hasNext() ? Optional.of(read.next()) : Optional.empty();
      read.forEachRemaining(rest -> {});
      if (first.isPresent()) {
        return first;
      }
    }
    return Optional.empty();
  }

  /** Where many of the wanted records stand close together. */
  private Window byContent(boolean inSource, Window wanted) {
    Set<Long> sought = new HashSet<>();
    wanted.records().stream().limit(SOUGHT).forEach(record -> sought.add(record.content()));
    int enough = Math.max(1, Math.min(RUN, sought.size() / 2));
    ArrayDeque<Integer> hits = new ArrayDeque<>();
    LogBounds bounds = bounds(inSource);
    Iterator<LogRecord> records =
        log(inSource).read(new OffsetRange(bounds.start(), bounds.stableEnd()));
    for (int read = 0; read < MOST_SCANNED && records.hasNext(); read++) {
      LogRecord record = records.next();
      Optional<Fingerprint> print = print(inSource, record);
      if (print.isPresent() && sought.contains(print.get().content())) {
        hits.add(read);
        while (hits.peek() < read - NEAR) {
          hits.poll();
        }
        if (hits.size() >= enough) {
          return around(inSource, record.offset());
        }
      }
    }
    return new Window(List.of(), false);
  }

  private Window around(boolean inSource, long offset) {
    long from = Math.max(bounds(inSource).start(), offset - WINDOW / 2);
    return window(inSource, from, from == bounds(inSource).start());
  }

  private Window window(boolean ofSource, long from, boolean isHead) {
    long to = Math.max(from, bounds(ofSource).stableEnd());
    return read(ofSource, new OffsetRange(from, to), isHead, WINDOW);
  }

  private Window read(boolean ofSource, OffsetRange range, boolean isHead, int most) {
    List<Fingerprint> prints = new ArrayList<>();
    Iterator<LogRecord> records = log(ofSource).read(range);
    while (prints.size() < most && records.hasNext()) {
      print(ofSource, records.next()).ifPresent(prints::add);
    }
    return new Window(prints, isHead);
  }

  private Optional<Fingerprint> print(boolean ofSource, LogRecord record) {
    return ofSource
        ? expectation.expected(record).map(fingerprinter::of)
        : Optional.of(fingerprinter.of(expectation.seen(record)));
  }

  private LogView log(boolean ofSource) {
    return ofSource ? one.source() : one.target();
  }

  private LogBounds bounds(boolean ofSource) {
    return ofSource ? source : target;
  }
}
