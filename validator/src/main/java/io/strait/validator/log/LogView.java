package io.strait.validator.log;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/**
 * One partition on one side, as the scan sees it. Confined to one thread; several reads may be
 * under way in turns.
 */
public interface LogView {
  /** The log of a partition that does not exist: nothing in it. */
  LogView ABSENT =
      new LogView() {
        @Override
        public LogBounds bounds() {
          return new LogBounds(0, 0, 0);
        }

        @Override
        public Iterator<LogRecord> read(OffsetRange range) {
          return Collections.emptyIterator();
        }
      };

  /**
   * The bounds now.
   *
   * @throws io.strait.replicator.cluster.ClusterException if they cannot be learned
   */
  LogBounds bounds();

  /**
   * The committed records of a range in log order; lazily, so the iterator's methods throw {@link
   * RangeGone} when the log start has passed the place where it reads, and {@link
   * io.strait.replicator.cluster.ClusterException} when the cluster does not answer.
   */
  Iterator<LogRecord> read(OffsetRange range);

  /**
   * The same with the records of transactions that were aborted or are still open; for a closer
   * look at few offsets. A log that knows no transactions has no others than the committed ones.
   */
  default Iterator<LogRecord> readAll(OffsetRange range) {
    return read(range);
  }

  /**
   * The first committed record of a range, with the epoch of the leader that took it where this log
   * can tell; for a look at single places. Throws as {@link #read} does.
   */
  default Optional<LedRecord> first(OffsetRange range) {
    Iterator<LogRecord> records = read(range);
    return records.hasNext() ? Optional.of(new LedRecord(-1, records.next())) : Optional.empty();
  }

  /**
   * Who wrote the batches of a range, transactions' ends included, in log order; nothing where this
   * log can only be consumed.
   */
  default Iterator<Written> written(OffsetRange range) {
    return Collections.emptyIterator();
  }

  /** The same as {@link #read}, as stored batches; empty where this log can only be consumed. */
  default Optional<StoredRead> stored(OffsetRange range) {
    return Optional.empty();
  }
}
