package io.strait.replicator.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Collects records in the layout of message format 2 (KIP-98) and makes a batch of them.
 *
 * <p>Its memory is reused for the next batch; what {@link #batch} gives away is a copy. One thread.
 */
final class BatchWriter {
  private static final int START = 64 * 1024;

  /** Memory that one large batch took is given back when that much is idle. */
  private static final int KEEP = 4 * 1024 * 1024;

  private static final int NO_ATTRIBUTES = 1;
  private static final int VARINT_BYTES = 10;

  /** Magic byte and id. */
  private static final int SCHEMA_ID_END = 5;

  private ByteBuffer records = ByteBuffer.allocate(START).position(BatchHeader.BYTES);
  private int count;
  private int lastBody;
  private long firstTimestamp;
  private long maxTimestamp;

  int count() {
    return count;
  }

  /** Bytes of the batch as it stands, uncompressed and with its header. */
  int bytes() {
    return records.position();
  }

  long maxTimestamp() {
    return maxTimestamp;
  }

  /** Where it stands, to come back to. */
  Mark mark() {
    return new Mark(records.position(), count, maxTimestamp);
  }

  /** Takes back what was added since. */
  void reset(Mark mark) {
    records.position(mark.position());
    count = mark.count();
    maxTimestamp = mark.maxTimestamp();
  }

  /** A moment of a writer. */
  record Mark(int position, int count, long maxTimestamp) {}

  /** Bytes that {@link #raw} would add, at most. */
  static int bound(int length) {
    return length + 3 * VARINT_BYTES + NO_ATTRIBUTES;
  }

  /** Adds a record whose part from the key's length on is already encoded. */
  void raw(long timestamp, byte[] from, int at, int length) {
    begin(timestamp, length);
    records.put(from, at, length);
  }

  /** Adds a record by its parts. */
  void plain(PlainRecord entry) {
    int length = bytes(entry.key()) + bytes(entry.value());
    length += ByteUtils.sizeOfVarint(entry.headers().size());
    for (PlainHeader header : entry.headers()) {
      int name = header.name().getBytes(StandardCharsets.UTF_8).length;
      length += ByteUtils.sizeOfVarint(name) + name + bytes(header.value());
    }
    begin(entry.timestamp(), length);
    put(entry.key());
    put(entry.value());
    ByteUtils.writeVarint(entry.headers().size(), records);
    for (PlainHeader header : entry.headers()) {
      put(Optional.of(header.name().getBytes(StandardCharsets.UTF_8)));
      put(header.value());
    }
  }

  /**
   * Puts other schema ids into the record added last.
   *
   * @throws IllegalArgumentException if its key or value is too short to hold one
   */
  void patch(RecordEdit.Patch ids) {
    ByteBuffer walk = records.duplicate().flip().position(lastBody);
    patchPart(walk, ids.keyId());
    patchPart(walk, ids.valueId());
  }

  private void patchPart(ByteBuffer walk, int id) {
    int length = ByteUtils.readVarint(walk);
    int at = walk.position();
    if (id != RecordEdit.Patch.NONE) {
      if (length < SCHEMA_ID_END) {
        throw new IllegalArgumentException(
            "a part of " + length + " bytes has no room for a schema id");
      }
      records.putInt(at + 1, id);
    }
    walk.position(at + Math.max(0, length));
  }

  /** The records as one batch that starts at {@code base}; the writer keeps them. */
  ByteBuffer batch(Codec codec, long base) {
    ByteBuffer batch = codec == Codec.NONE ? copied() : compressed(codec);
    BatchHeader.write(batch, codec, base, count, firstTimestamp, maxTimestamp);
    return batch;
  }

  /** The records as they stand; nothing may be added while they are read. */
  RecordCursor read() throws DamagedBatch {
    ByteBuffer batch = copied();
    BatchHeader.write(batch, Codec.NONE, 0, count, firstTimestamp, maxTimestamp);
    return new CurrentCursor(BufferSupplier.NO_CACHING).open(batch, 0, batch.limit());
  }

  /** Forgets the records. */
  void clear() {
    if (records.capacity() > KEEP) {
      records = ByteBuffer.allocate(START);
    }
    records.clear().position(BatchHeader.BYTES);
    count = 0;
  }

  private void begin(long timestamp, int length) {
    if (count == 0) {
      firstTimestamp = timestamp;
      maxTimestamp = timestamp;
    }
    maxTimestamp = Math.max(maxTimestamp, timestamp);
    long delta = timestamp - firstTimestamp;
    int whole =
        NO_ATTRIBUTES + ByteUtils.sizeOfVarlong(delta) + ByteUtils.sizeOfVarint(count) + length;
    reserve(whole + VARINT_BYTES);
    ByteUtils.writeVarint(whole, records);
    records.put((byte) 0);
    ByteUtils.writeVarlong(delta, records);
    ByteUtils.writeVarint(count, records);
    lastBody = records.position();
    count++;
  }

  private void reserve(int more) {
    if (records.remaining() < more) {
      long twice = Math.max(2L * records.capacity(), (long) records.position() + more);
      ByteBuffer larger = ByteBuffer.allocate((int) Math.min(twice, Integer.MAX_VALUE - 8));
      records = larger.put(records.flip());
    }
  }

  private static int bytes(Optional<byte[]> part) {
    int length = part.map(bytes -> bytes.length).orElse(-1);
    return ByteUtils.sizeOfVarint(length) + Math.max(0, length);
  }

  private void put(Optional<byte[]> part) {
    ByteUtils.writeVarint(part.map(bytes -> bytes.length).orElse(-1), records);
    part.ifPresent(records::put);
  }

  private ByteBuffer copied() {
    ByteBuffer batch = ByteBuffer.allocate(records.position());
    return batch.put(records.duplicate().flip()).flip();
  }

  private ByteBuffer compressed(Codec codec) {
    int payload = records.position() - BatchHeader.BYTES;
    ByteBufferOutputStream out =
        new ByteBufferOutputStream(BatchHeader.BYTES + Math.max(512, payload / 2));
    out.position(BatchHeader.BYTES);
    try (OutputStream into = codec.compression().wrapForOutput(out, (byte) 2)) {
      into.write(records.array(), BatchHeader.BYTES, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.buffer().flip();
  }
}
