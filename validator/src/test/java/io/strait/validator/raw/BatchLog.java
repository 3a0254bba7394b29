package io.strait.validator.raw;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.StoredBatch;
import io.strait.validator.log.StoredRead;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;

/** A log in memory that is packed into real stored batches. */
public final class BatchLog implements LogView {
  private static final TopicPartition NAME = new TopicPartition("packed", 0);

  private final List<ByteBuffer> batches = new ArrayList<>();
  private final PlainBatch.Decoder decoder =
      new PlainBatch.Decoder(new Inflater(), new RecordWalk());
  private final long start;
  private final long end;

  /** Packs records, offsets as given, by random cuts of at most so many records. */
  public BatchLog(
      List<LogRecord> content, long start, long end, CompressionType codec, int most, Random cuts) {
    this.start = start;
    this.end = end;
    int at = 0;
    while (at < content.size()) {
      int to = Math.min(content.size(), at + 1 + cuts.nextInt(most));
      batches.add(pack(content.subList(at, to), codec));
      at = to;
    }
  }

  private static ByteBuffer pack(List<LogRecord> records, CompressionType codec) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1 << 10),
            RecordBatch.CURRENT_MAGIC_VALUE,
            Compression.of(codec).build(),
            TimestampType.CREATE_TIME,
            records.get(0).offset());
    for (LogRecord record : records) {
      Header[] headers =
          record.headers().stream()
              .map(header -> new RecordHeader(header.name(), header.value()))
              .toArray(Header[]::new);
      builder.appendWithOffset(
          record.offset(), record.timestamp(), record.key(), record.value(), headers);
    }
    return builder.build().buffer();
  }

  /** The stored bytes of a batch, to be damaged. */
  public ByteBuffer stored(int batch) {
    return batches.get(batch);
  }

  /** How many batches there are. */
  public int batches() {
    return batches.size();
  }

  @Override
  public LogBounds bounds() {
    return new LogBounds(start, end, end);
  }

  @Override
  public Iterator<LogRecord> read(OffsetRange range) {
    StoredRead read = stored(range).orElseThrow();
    Deque<LogRecord> records = new ArrayDeque<>();
    while (read.hasNext()) {
      read.peek().records(records::add);
      read.skip();
    }
    return records.iterator();
  }

  @Override
  public Optional<StoredRead> stored(OffsetRange range) {
    Deque<StoredBatch> left = new ArrayDeque<>();
    for (ByteBuffer bytes : batches) {
      BatchHeader header = new BatchHeader(bytes, 0);
      if (header.lastOffset() >= range.from() && header.baseOffset() < range.to()) {
        left.add(new PlainBatch(NAME, header, range, decoder));
      }
    }
    return Optional.of(
        new StoredRead() {
          @Override
          public boolean hasNext() {
            return !left.isEmpty();
          }

          @Override
          public StoredBatch peek() {
            return left.getFirst();
          }

          @Override
          public void skip() {
            left.removeFirst();
          }
        });
  }
}
