package io.strait.validator.groups;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** A log in memory with whatever offsets its records are given. */
final class ListLog implements LogView {
  private final List<LogRecord> records = new ArrayList<>();
  private long start;
  private long end;
  private int reads;

  ListLog(long start) {
    this.start = start;
    this.end = start;
  }

  static LogRecord record(long timestamp, String key, String value) {
    return new LogRecord(0, timestamp, bytes(key), bytes(value), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Appends behind so many offsets without a record. */
  ListLog append(LogRecord record, int holes) {
    long offset = end + holes;
    records.add(
        new LogRecord(offset, record.timestamp(), record.key(), record.value(), record.headers()));
    end = offset + 1;
    return this;
  }

  void holesAtEnd(int holes) {
    end += holes;
  }

  /** As retention does. */
  ListLog startAt(long offset) {
    start = offset;
    records.removeIf(record -> record.offset() < offset);
    return this;
  }

  List<LogRecord> content() {
    return records;
  }

  int reads() {
    return reads;
  }

  long end() {
    return end;
  }

  /** The offset of the record with an index; the end for the index after the last. */
  long offset(int index) {
    return index < records.size() ? records.get(index).offset() : end;
  }

  OptionalLong atTime(long timestamp) {
    return records.stream()
        .filter(record -> record.timestamp() >= timestamp)
        .mapToLong(LogRecord::offset)
        .findFirst();
  }

  @Override
  public LogBounds bounds() {
    return new LogBounds(start, end, end);
  }

  @Override
  public Iterator<LogRecord> read(OffsetRange range) {
    reads++;
    return records.stream()
        .filter(record -> record.offset() >= range.from() && record.offset() < range.to())
        .iterator();
  }
}
