package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;

/** Seeded batches of all shapes, made and read back by Kafka's own classes. */
final class SourceBatches {
  static final long APPEND_TIME = 777_777L;
  private final Random random;

  SourceBatches(long seed) {
    this.random = new Random(seed);
  }

  /** What a batch is to look like. */
  record Shape(int magic, CompressionType codec, TimestampType time, long base, int records) {
    static Shape of(CompressionType codec, int records) {
      return new Shape(2, codec, TimestampType.CREATE_TIME, 1_000, records);
    }

    Shape with(TimestampType other) {
      return new Shape(magic, codec, other, base, records);
    }

    Shape at(long other) {
      return new Shape(magic, codec, time, other, records);
    }
  }

  /** A batch somewhere inside a larger buffer, direct or not, as it is in a frame. */
  record Placed(ByteBuffer buffer, int at, int size) {}

  Shape shape() {
    int magic = random.nextInt(4) == 0 ? random.nextInt(2) : 2;
    CompressionType codec = CompressionType.values()[random.nextInt(magic == 2 ? 5 : 4)];
    TimestampType time =
        magic > 0 && random.nextInt(4) == 0
            ? TimestampType.LOG_APPEND_TIME
            : TimestampType.CREATE_TIME;
    int records = magic < 2 && codec == CompressionType.NONE ? 1 : 1 + random.nextInt(120);
    return new Shape(magic, codec, time, random.nextInt(1 << 30), records);
  }

  /** With holes wherever {@code hole} is above 0: about so many percent of the places. */
  Placed batch(Shape shape, int hole) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1024),
            (byte) shape.magic(),
            Compression.of(shape.codec()).build(),
            shape.time(),
            shape.base(),
            shape.time() == TimestampType.LOG_APPEND_TIME ? APPEND_TIME : -1);
    long offset = shape.base();
    for (int i = 0; i < shape.records(); i++) {
      offset += random.nextInt(100) < hole ? 1 + random.nextInt(4) : 0;
      long timestamp = shape.magic() == 0 ? -1 : 1_000_000L - 500 + random.nextInt(1_000);
      builder.appendWithOffset(offset++, timestamp, bytes(5, 40), bytes(9, 300), headers(shape));
    }
    if (shape.magic() == 2) {
      builder.overrideLastOffset(offset - 1 + (hole > 0 ? random.nextInt(3) : 0));
    }
    return placed(builder.build().buffer());
  }

  Placed placed(ByteBuffer batch) {
    int before = random.nextInt(50);
    int size = batch.limit();
    int capacity = before + size + random.nextInt(50);
    ByteBuffer frame =
        random.nextBoolean() ? ByteBuffer.allocate(capacity) : ByteBuffer.allocateDirect(capacity);
    frame.put(before, batch, 0, size);
    return new Placed(frame, before, size);
  }

  private Header[] headers(Shape shape) {
    Header[] headers = new Header[shape.magic() == 2 ? random.nextInt(3) : 0];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = new RecordHeader("kopf-ä" + i, bytes(4, 12));
    }
    return headers;
  }

  private byte[] bytes(int nullOneIn, int most) {
    if (random.nextInt(nullOneIn) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(most)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(8) + 'a');
    }
    return bytes;
  }

  static MutableRecordBatch only(Placed batch) {
    ByteBuffer slice =
        batch.buffer().duplicate().limit(batch.at() + batch.size()).position(batch.at()).slice();
    return MemoryRecords.readableRecords(slice).batches().iterator().next();
  }

  static MutableRecordBatch only(ByteBuffer batch) {
    return only(new Placed(batch, 0, batch.limit()));
  }

  /** Everything a reader sees of each record, by source offset. */
  static List<Line> lines(MutableRecordBatch batch) {
    List<Line> lines = new ArrayList<>();
    for (Record entry : batch) {
      StringBuilder text = new StringBuilder();
      text.append(entry.timestamp()).append(' ').append(hex(entry.key()));
      text.append('=').append(hex(entry.value()));
      for (Header header : entry.headers()) {
        text.append(' ').append(header.key()).append(':').append(hex(header.value()));
      }
      lines.add(new Line(entry.offset(), text.toString()));
    }
    return lines;
  }

  static String line(PlainRecord entry) {
    StringBuilder text = new StringBuilder();
    text.append(entry.timestamp()).append(' ').append(hex(entry.key().orElse(null)));
    text.append('=').append(hex(entry.value().orElse(null)));
    for (PlainHeader header : entry.headers()) {
      text.append(' ').append(header.name()).append(':').append(hex(header.value().orElse(null)));
    }
    return text.toString();
  }

  /** A record at its offset. */
  record Line(long offset, String text) {}

  private static String hex(ByteBuffer bytes) {
    if (bytes == null) {
      return "null";
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return hex(copy);
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }
}
