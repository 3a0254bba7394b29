package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.util.Iterator;
import java.util.function.Function;

/**
 * One side at one moment, to be read several times: every reading must bring the same records, and
 * one that does not ends with {@link LogMoved}. One thread.
 */
final class SideLog {
  private final String side;
  private final LogView log;
  private final LogBounds bounds;
  private final Function<LogRecord, Print> printer;
  private long count = -1;
  private long sum;

  SideLog(String side, LogView log, LogBounds bounds, Function<LogRecord, Print> printer) {
    this.side = side;
    this.log = log;
    this.bounds = bounds;
    this.printer = printer;
  }

  LogBounds bounds() {
    return bounds;
  }

  /** How many records it holds; after the first reading. */
  long records() {
    return count;
  }

  LogView view() {
    return log;
  }

  /** Reads everything up to the end of that moment. */
  Iterator<Print> read() {
    Iterator<LogRecord> records = log.read(new OffsetRange(bounds.start(), bounds.stableEnd()));
    return new Iterator<>() {
      private long seen;
      private long total;

      @Override
      public boolean hasNext() {
        if (records.hasNext()) {
          return true;
        }
        settle(seen, total);
        return false;
      }

      @Override
      public Print next() {
        Print print = printer.apply(records.next());
        seen++;
        total += print.record().full() * (2 * print.offset() + 1);
        return print;
      }
    };
  }

  /** Reads everything once more, only to see whether it is still the same. */
  void recheck() {
    Iterator<Print> records = read();
    while (records.hasNext()) {
      records.next();
    }
  }

  private void settle(long seen, long total) {
    if (count < 0) {
      count = seen;
      sum = total;
    } else if (count != seen || sum != total) {
      throw new LogMoved(
          "the "
              + side
              + " log was cleaned while it was read: "
              + count
              + " records at first, then "
              + seen);
    }
  }
}
