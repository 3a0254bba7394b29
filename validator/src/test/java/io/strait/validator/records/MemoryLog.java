package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Subject;
import io.strait.validator.log.Written;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** A log in memory that can be edited by hand, with dense offsets from its start on. */
final class MemoryLog implements LogView {
  private static final TopicPartition NAME = new TopicPartition("memory", 0);

  private final List<LogRecord> records = new ArrayList<>();
  private final List<LogRecord> aborted = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private long start;
  private long end;
  private long reads;
  private final Map<Long, Consumer<MemoryLog>> disturbances = new HashMap<>();

  /** A log of {@code count} different records that starts at an offset. */
  static MemoryLog of(long start, int count) {
    MemoryLog log = new MemoryLog();
    log.start = start;
    log.end = start;
    for (int i = 0; i < count; i++) {
      log.append(record(start + i));
    }
    return log;
  }

  /** Judges one log against another as the scan does. */
  static PartitionReport judge(
      LogView source, LogView target, ScanOptions options, Optional<OffsetRange> demanded) {
    return judge(source, target, options, demanded, Optional.empty());
  }

  /** The same, going on from what is known. */
  static PartitionReport judge(
      LogView source,
      LogView target,
      ScanOptions options,
      Optional<OffsetRange> demanded,
      Optional<ProofPoint> known) {
    Subject subject = new Subject(TopicMapping.same("t"), 0, true, true);
    Contract contract = options.contracts().apply(subject.topic());
    Case one = new Case(subject, source, target, contract, options, demanded, known);
    return new PartitionCheck(one, StartFinder.LOG_STARTS, Clock.systemUTC()).run();
  }

  /** The record number {@code n} of the world these tests live in. */
  static LogRecord record(long n) {
    return new LogRecord(
        n,
        1_000_000 + n * 7,
        ("k" + n % 13).getBytes(StandardCharsets.UTF_8),
        ("value " + n).getBytes(StandardCharsets.UTF_8),
        List.of(new HeaderField("run", bytes("r" + n % 3))));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A record at another offset. */
  static LogRecord at(long offset, LogRecord record) {
    return new LogRecord(
        offset,
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers(),
        record.stamped());
  }

  MemoryLog copy() {
    MemoryLog copy = new MemoryLog();
    copy.records.addAll(records);
    copy.start = start;
    copy.end = end;
    return copy;
  }

  /** The same records, all offsets moved. */
  MemoryLog shifted(long distance) {
    MemoryLog copy = new MemoryLog();
    records.forEach(record -> copy.records.add(at(record.offset() + distance, record)));
    copy.start = start + distance;
    copy.end = end + distance;
    return copy;
  }

  List<LogRecord> content() {
    return records;
  }

  void append(LogRecord record) {
    records.add(at(end++, record));
  }

  /** Replaces the content; offsets are given anew from the start on. */
  MemoryLog rewrite(List<LogRecord> content) {
    List<LogRecord> copy = List.copyOf(content);
    records.clear();
    end = start;
    copy.forEach(this::append);
    return this;
  }

  /** Appends a record whose transaction was aborted. */
  void appendAborted(LogRecord record) {
    aborted.add(at(end++, record));
  }

  /** Leaves an offset without a record at the end, as a transaction marker does. */
  void appendMarker() {
    end++;
  }

  void deleteTo(long offset) {
    start = offset;
    records.removeIf(record -> record.offset() < offset);
  }

  /** Deletes up to an offset when so many records were read. */
  void deleteDuringRead(long afterReads, long offset) {
    whenRead(afterReads, log -> log.deleteTo(offset));
  }

  /** Does something to the log when so many records were read. */
  void whenRead(long afterReads, Consumer<MemoryLog> disturbance) {
    disturbances.put(afterReads, disturbance);
  }

  @Override
  public LogBounds bounds() {
    return new LogBounds(start, end, end);
  }

  /** Says that records were written in one transaction, whose end stands behind them. */
  void transaction(long producerId, long first, long last) {
    written.add(new Written(first, last, producerId, (short) 3, true, false));
    written.add(new Written(last + 1, last + 1, producerId, (short) 3, true, true));
  }

  @Override
  public Iterator<Written> written(OffsetRange range) {
    return written.stream()
        .filter(batch -> batch.last() >= range.from() && batch.first() < range.to())
        .sorted(Comparator.comparingLong(Written::first))
        .iterator();
  }

  @Override
  public Iterator<LogRecord> readAll(OffsetRange range) {
    List<LogRecord> all = new ArrayList<>(records);
    all.addAll(aborted);
    return all.stream()
        .filter(record -> record.offset() >= range.from() && record.offset() < range.to())
        .sorted(Comparator.comparingLong(LogRecord::offset))
        .iterator();
  }

  @Override
  public Iterator<LogRecord> read(OffsetRange range) {
    return new Iterator<>() {
      private long position = range.from();

      @Override
      public boolean hasNext() {
        if (position < range.to() && position < start) {
          throw new RangeGone(NAME, position);
        }
        return first() != null;
      }

      @Override
      public LogRecord next() {
        LogRecord record = first();
        position = record.offset() + 1;
        disturbances.getOrDefault(++reads, log -> {}).accept(MemoryLog.this);
        return record;
      }

      private LogRecord first() {
        int low = 0;
        int high = records.size();
        while (low < high) {
          int middle = (low + high) >>> 1;
          if (records.get(middle).offset() < position) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        boolean inside = low < records.size() && records.get(low).offset() < range.to();
        return inside ? records.get(low) : null;
      }
    };
  }
}
