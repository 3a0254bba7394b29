package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up the transactions of a source partition by the batches that hold them. One thread. */
final class Transactions {
  private static final long BACK = 1 << 12;
  private static final long AHEAD = 1 << 16;

  private final LogView source;
  private final LogBounds bounds;
  private final Expectation expectation;

  /** Asks for the bounds only. */
  Transactions(LogView source, Expectation expectation) {
    this.source = source;
    this.bounds = source.bounds();
    this.expectation = expectation.open();
  }

  /** The transaction in which a record was written; empty when it was written in none. */
  Optional<Transaction> of(long offset) {
    long from = Math.max(bounds.start(), offset - BACK);
    long to = Math.min(bounds.stableEnd(), offset + AHEAD);
    if (from >= to) {
      return Optional.empty();
    }
    Map<Long, List<Written>> open = new HashMap<>();
    long mine = -1;
    Iterator<Written> batches = source.written(new OffsetRange(from, to));
    while (batches.hasNext()) {
      Written batch = batches.next();
      if (batch.marker() && batch.producerId() == mine) {
        break;
      }
      if (batch.marker()) {
        open.remove(batch.producerId());
      } else if (batch.transactional()) {
        open.computeIfAbsent(batch.producerId(), id -> new ArrayList<>()).add(batch);
      }
      if (!batch.marker() && batch.first() <= offset && offset <= batch.last()) {
        if (!batch.transactional()) {
          return Optional.empty();
        }
        mine = batch.producerId();
      }
    }
    return Optional.ofNullable(open.get(mine)).map(Transactions::transaction);
  }

  private static Transaction transaction(List<Written> batches) {
    Written first = batches.get(0);
    return new Transaction(
        first.producerId(),
        first.producerEpoch(),
        batches.stream().map(one -> new OffsetRange(one.first(), one.last() + 1)).toList());
  }

  /** How many of its records must be on the target, of those in a range. */
  long records(Transaction found, OffsetRange judged) {
    long from = Math.max(found.first(), judged.from());
    long to = Math.min(found.last() + 1, judged.to());
    long count = 0;
    if (from < to) {
      Iterator<LogRecord> records = source.read(new OffsetRange(from, to));
      while (records.hasNext()) {
        LogRecord record = records.next();
        count += found.holds(record.offset()) && expectation.expected(record).isPresent() ? 1 : 0;
      }
    }
    return count;
  }
}
