package io.strait.validator.digest;

import java.util.List;

/**
 * One record as a consumer sees it. Arrays are not copied and must not be changed.
 *
 * @param offset its offset in the partition
 * @param timestamp milliseconds since the epoch, create or append time as the log has it
 * @param key null when the record has none
 * @param value null for a tombstone
 * @param headers in log order
 * @param stamped whether the broker set the timestamp when it appended the record (type
 *     LogAppendTime), so that it says nothing about the producer's
 */
public record LogRecord(
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    List<HeaderField> headers,
    boolean stamped) {

  /** A record whose producer set the timestamp. */
  public LogRecord(
      long offset, long timestamp, byte[] key, byte[] value, List<HeaderField> headers) {
    this(offset, timestamp, key, value, headers, false);
  }

  /** The same with another key and value. */
  public LogRecord with(byte[] otherKey, byte[] otherValue) {
    return new LogRecord(offset, timestamp, otherKey, otherValue, headers, stamped);
  }

  /** The same with other headers. */
  public LogRecord with(List<HeaderField> others) {
    return new LogRecord(offset, timestamp, key, value, others, stamped);
  }

  /** The same at another time. */
  public LogRecord at(long time) {
    return new LogRecord(offset, time, key, value, headers, stamped);
  }
}
