package io.strait.replicator.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Batches as a broker would return them. */
final class Batches {
  static final int LEADER_EPOCH = 4;
  private static final long NOBODY = RecordBatch.NO_PRODUCER_ID;

  private Batches() {}

  static ByteBuffer plain(long base, long... offsets) {
    return batch(NOBODY, false, base, offsets);
  }

  static ByteBuffer idempotent(long producer, long base, long... offsets) {
    return batch(producer, false, base, offsets);
  }

  static ByteBuffer transactional(long producer, long base, long... offsets) {
    return batch(producer, true, base, offsets);
  }

  static ByteBuffer commit(long producer, long offset) {
    return marker(producer, offset, ControlRecordType.COMMIT);
  }

  static ByteBuffer abort(long producer, long offset) {
    return marker(producer, offset, ControlRecordType.ABORT);
  }

  /** A batch {@code [base, last]} of which cleaning left only some offsets. */
  static ByteBuffer cleaned(long base, long last, long... offsets) {
    MemoryRecordsBuilder builder = builder(NOBODY, false, base);
    for (long offset : offsets) {
      append(builder, offset);
    }
    builder.overrideLastOffset(last);
    return builder.build().buffer();
  }

  /** A batch of which cleaning left the header. */
  static ByteBuffer emptied(long producer, long base, long last) {
    ByteBuffer buffer = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
    DefaultRecordBatch.writeEmptyHeader(
        buffer,
        RecordBatch.MAGIC_VALUE_V2,
        producer,
        (short) 0,
        0,
        base,
        last,
        LEADER_EPOCH,
        TimestampType.CREATE_TIME,
        1,
        false,
        false);
    return buffer.flip();
  }

  static ByteBuffer joined(ByteBuffer... batches) {
    int size = 0;
    for (ByteBuffer batch : batches) {
      size += batch.limit();
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    for (ByteBuffer batch : batches) {
      all.put(batch.duplicate().position(0));
    }
    return all.flip();
  }

  private static ByteBuffer batch(
      long producer, boolean transactional, long base, long... offsets) {
    MemoryRecordsBuilder builder = builder(producer, transactional, base);
    for (long offset : offsets) {
      append(builder, offset);
    }
    return builder.build().buffer();
  }

  private static ByteBuffer marker(long producer, long offset, ControlRecordType type) {
    return MemoryRecords.withEndTransactionMarker(
            offset, 1, LEADER_EPOCH, producer, (short) 0, new EndTransactionMarker(type, 0))
        .buffer();
  }

  private static void append(MemoryRecordsBuilder builder, long offset) {
    byte[] value = ("v" + offset).getBytes(StandardCharsets.UTF_8);
    builder.appendWithOffset(offset, 1L, new byte[] {1}, value, Record.EMPTY_HEADERS);
  }

  private static MemoryRecordsBuilder builder(long producer, boolean transactional, long base) {
    return new MemoryRecordsBuilder(
        ByteBuffer.allocate(1024),
        RecordBatch.MAGIC_VALUE_V2,
        Compression.NONE,
        TimestampType.CREATE_TIME,
        base,
        1,
        producer,
        (short) 0,
        0,
        transactional,
        false,
        LEADER_EPOCH,
        1024);
  }
}
