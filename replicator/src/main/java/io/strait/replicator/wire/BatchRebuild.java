package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;

/**
 * The record path: makes a new batch of a batch's records where the old one may not pass as it is.
 *
 * <p>Key, value, headers and the timestamp that a reader sees stay the same, and so does the codec.
 * The batch's checksum is verified first, because the new batch gets one of its own.
 */
public final class BatchRebuild {
  /** A start only: the builder grows its buffer. */
  private static final int HEADROOM = 1024;

  private BatchRebuild() {}

  /**
   * The records from offset {@code from} to the batch's end as one batch.
   *
   * @return empty if the batch is damaged or lacks one of these offsets
   */
  public static Optional<ByteBuffer> from(ByteBuffer buffer, int at, int size, long from) {
    ByteBuffer slice = buffer.duplicate().limit(at + size).position(at).slice();
    MutableRecordBatch batch = MemoryRecords.readableRecords(slice).batches().iterator().next();
    if (!batch.isValid()) {
      return Optional.empty();
    }
    Compression codec = Compression.of(batch.compressionType()).build();
    long next = from;
    try (MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(size + HEADROOM), codec, TimestampType.CREATE_TIME, from)) {
      for (Record entry : batch) {
        if (entry.offset() < from) {
          continue;
        }
        if (entry.offset() != next) {
          return Optional.empty();
        }
        builder.appendWithOffset(
            next, entry.timestamp(), entry.key(), entry.value(), entry.headers());
        next++;
      }
      return next == batch.lastOffset() + 1
          ? Optional.of(builder.build().buffer())
          : Optional.empty();
    }
  }
}
