package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;

/** A log at one moment without some of its records, as if they had been removed from it. */
final class SiftedLog implements LogView {
  private final LogView log;
  private final LogBounds then;
  private final LongPredicate hidden;

  SiftedLog(LogView log, LogBounds then, LongPredicate hidden) {
    this.log = log;
    this.then = then;
    this.hidden = hidden;
  }

  /** The ends of that moment; the start may have moved on since. */
  @Override
  public LogBounds bounds() {
    long start = Math.max(then.start(), log.bounds().start());
    long stable = Math.max(start, then.stableEnd());
    return new LogBounds(start, stable, Math.max(stable, then.end()));
  }

  @Override
  public Iterator<LogRecord> read(OffsetRange range) {
    return without(range, log.read(range));
  }

  @Override
  public Iterator<LogRecord> readAll(OffsetRange range) {
    return without(range, log.readAll(range));
  }

  private Iterator<LogRecord> without(OffsetRange range, Iterator<LogRecord> records) {
    return new Iterator<>() {
      private LogRecord next;

      @Override
      public boolean hasNext() {
        while (next == null && records.hasNext()) {
          LogRecord record = records.next();
          next = hidden.test(record.offset()) ? null : record;
        }
        return next != null;
      }

      @Override
      public LogRecord next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the range " + range + " has no more records");
        }
        LogRecord record = next;
        next = null;
        return record;
      }
    };
  }
}
