package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A small log as one reading found it: whoever reads it again finds the same, whatever a cleaner or
 * retention does meanwhile. One thread.
 */
final class HeldLog implements LogView {
  /** About so many bytes of records are held, per side. */
  static final long MOST_BYTES = 8 << 20;

  private static final long RECORD_BYTES = 96;
  private static final long HEADER_BYTES = 64;

  private final LogView log;
  private final LogBounds then;
  private final List<LogRecord> records;

  private HeldLog(LogView log, LogBounds then, List<LogRecord> records) {
    this.log = log;
    this.then = then;
    this.records = records;
  }

  /**
   * Reads the log once; the log itself where it is larger than that.
   *
   * @param mostBytes how much may be held
   */
  static LogView of(LogView log, LogBounds then, long mostBytes) {
    List<LogRecord> records = new ArrayList<>();
    long bytes = 0;
    Iterator<LogRecord> read = log.read(new OffsetRange(then.start(), then.stableEnd()));
    while (read.hasNext()) {
      LogRecord record = read.next();
      bytes += size(record);
      if (bytes > mostBytes) {
        return log;
      }
      records.add(record);
    }
    return new HeldLog(log, then, records);
  }

  @Override
  public LogBounds bounds() {
    return then;
  }

  @Override
  public Iterator<LogRecord> read(OffsetRange range) {
    return records.subList(place(range.from()), place(range.to())).iterator();
  }

  /** What was aborted is not held. */
  @Override
  public Iterator<LogRecord> readAll(OffsetRange range) {
    return log.readAll(range);
  }

  /** How many records stand before an offset. */
  private int place(long offset) {
    int low = 0;
    int high = records.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (records.get(middle).offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long size(LogRecord record) {
    long bytes = RECORD_BYTES + length(record.key()) + length(record.value());
    for (HeaderField header : record.headers()) {
      bytes += HEADER_BYTES + 2L * header.name().length() + length(header.value());
    }
    return bytes;
  }

  private static long length(byte[] field) {
    return field == null ? 0 : field.length;
  }
}
