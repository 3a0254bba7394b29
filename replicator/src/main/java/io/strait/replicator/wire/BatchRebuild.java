package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;

/**
 * The record path: makes new batches of a batch's records where the old one may not pass as it is.
 *
 * <p>Key, value, headers and the timestamp that a reader sees stay the same, and so does the codec.
 * The batch's checksum is verified first, because the new batches get their own.
 */
public final class BatchRebuild {
  /** A start only: the builder grows its buffer. */
  private static final int HEADROOM = 1024;

  private BatchRebuild() {}

  /**
   * The records from offset {@code from} on, in order, as one batch per run of consecutive offsets;
   * what lies between two runs is a hole (compaction).
   *
   * @return empty if the batch is damaged
   */
  public static Optional<List<DenseRun>> runs(ByteBuffer buffer, int at, int size, long from) {
    ByteBuffer slice = buffer.duplicate().limit(at + size).position(at).slice();
    MutableRecordBatch batch = MemoryRecords.readableRecords(slice).batches().iterator().next();
    if (!batch.isValid()) {
      return Optional.empty();
    }
    List<DenseRun> runs = new ArrayList<>();
    Run open = null;
    for (Record entry : batch) {
      if (entry.offset() < from) {
        continue;
      }
      if (open != null && entry.offset() != open.next) {
        runs.add(open.end());
        open = null;
      }
      if (open == null) {
        open = new Run(batch, entry.offset(), size);
      }
      open.add(entry);
    }
    if (open != null) {
      runs.add(open.end());
    }
    return Optional.of(runs);
  }

  /** A run that still grows. */
  private static final class Run {
    private final long from;
    private final MemoryRecordsBuilder builder;
    private long next;

    Run(MutableRecordBatch batch, long from, int size) {
      Compression codec = Compression.of(batch.compressionType()).build();
      this.from = from;
      this.next = from;
      this.builder =
          MemoryRecords.builder(
              ByteBuffer.allocate(size + HEADROOM), codec, TimestampType.CREATE_TIME, from);
    }

    void add(Record entry) {
      builder.appendWithOffset(
          next, entry.timestamp(), entry.key(), entry.value(), entry.headers());
      next++;
    }

    DenseRun end() {
      return new DenseRun(builder.build().buffer(), from, (int) (next - from));
    }
  }
}
