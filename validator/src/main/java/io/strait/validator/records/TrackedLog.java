package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.StoredBatch;
import io.strait.validator.log.StoredRead;
import io.strait.validator.log.Written;
import java.util.Iterator;
import java.util.Optional;

/** Tells a meter how far a source log was read; reading a place again counts once. One thread. */
final class TrackedLog implements LogView {
  private static final long OFFSETS_PER_CALL = 1_024;

  private final LogView log;
  private final ScanMeter meter;
  private long furthest = -1;
  private long passed;

  TrackedLog(LogView log, ScanMeter meter) {
    this.log = log;
    this.meter = meter;
  }

  /** Offsets passed so far. */
  long passed() {
    return passed;
  }

  @Override
  public LogBounds bounds() {
    return log.bounds();
  }

  @Override
  public Iterator<LogRecord> read(OffsetRange range) {
    if (furthest < 0) {
      furthest = range.from();
    }
    Iterator<LogRecord> records = log.read(range);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public LogRecord next() {
        LogRecord record = records.next();
        reached(record.offset());
        return record;
      }
    };
  }

  @Override
  public Iterator<LogRecord> readAll(OffsetRange range) {
    return log.readAll(range);
  }

  @Override
  public Iterator<Written> written(OffsetRange range) {
    return log.written(range);
  }

  @Override
  public Optional<StoredRead> stored(OffsetRange range) {
    furthest = furthest < 0 ? range.from() : furthest;
    return log.stored(range)
        .map(
            read ->
                new StoredRead() {
                  @Override
                  public boolean hasNext() {
                    return read.hasNext();
                  }

                  @Override
                  public StoredBatch peek() {
                    return read.peek();
                  }

                  @Override
                  public void skip() {
                    reached(read.peek().lastOffset() + 1);
                    read.skip();
                  }
                });
  }

  private void reached(long offset) {
    if (offset - furthest >= OFFSETS_PER_CALL) {
      meter.passed(offset - furthest);
      passed += offset - furthest;
      furthest = offset;
    }
  }
}
