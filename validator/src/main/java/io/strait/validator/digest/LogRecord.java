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
 */
public record LogRecord(
    long offset, long timestamp, byte[] key, byte[] value, List<HeaderField> headers) {}
