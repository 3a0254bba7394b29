package io.strait.replicator.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Walks the records of a batch of message format 2 without decoding keys, values and headers.
 *
 * <p>Decompresses into a window that slides over the records, so that memory is bounded by the
 * largest record and not by what a batch expands to. The window is the cursor's only state that
 * outlives a batch. One thread.
 */
final class CurrentCursor implements RecordCursor {
  private static final int WINDOW = 64 * 1024;
  private static final int KEEP = 4 * 1024 * 1024;
  private static final int LARGEST = Integer.MAX_VALUE - 8;
  private static final byte FORMAT = 2;

  private final BufferSupplier memory;
  private byte[] window = new byte[WINDOW];
  private ByteBuffer parser = ByteBuffer.wrap(window);
  private InputStream input = InputStream.nullInputStream();
  private int filled;
  private int recordEnd;
  private int body;
  private int left;
  private long base;
  private int lastDelta;
  private long firstTimestamp;
  private boolean appendTime;
  private long maxTimestamp;
  private long timestampDelta;
  private int offsetDelta;

  CurrentCursor(BufferSupplier memory) {
    this.memory = memory;
  }

  /** Starts with a batch whose checksum was verified. */
  CurrentCursor open(ByteBuffer buffer, int at, int size) throws DamagedBatch {
    base = BatchHeader.baseOffset(buffer, at);
    lastDelta = (int) (BatchHeader.lastOffset(buffer, at) - base);
    left = BatchHeader.count(buffer, at);
    firstTimestamp = BatchHeader.baseTimestamp(buffer, at);
    maxTimestamp = BatchHeader.maxTimestamp(buffer, at);
    appendTime = BatchHeader.isLogAppendTime(buffer, at);
    ByteBuffer payload =
        buffer.duplicate().limit(at + size).position(at + BatchHeader.BYTES).slice();
    try {
      input = BatchHeader.codec(buffer, at).compression().wrapForInput(payload, FORMAT, memory);
    } catch (KafkaException e) {
      throw new DamagedBatch("batch at offset " + base + " is not readable", e);
    }
    filled = 0;
    recordEnd = 0;
    offsetDelta = -1;
    return this;
  }

  @Override
  public boolean next() throws DamagedBatch {
    try {
      if (left == 0) {
        requireEnd();
        return false;
      }
      left--;
      read();
      return true;
    } catch (IOException | RuntimeException e) {
      // Decoders differ in what they throw at bytes that make no sense to them.
      throw new DamagedBatch("record behind offset " + offset() + " is not readable", e);
    }
  }

  @Override
  public long end() {
    return base + lastDelta + 1;
  }

  @Override
  public long offset() {
    return base + offsetDelta;
  }

  @Override
  public long timestamp() {
    return appendTime ? maxTimestamp : firstTimestamp + timestampDelta;
  }

  @Override
  public Optional<ByteBuffer> key() {
    parser.limit(recordEnd).position(body);
    return part();
  }

  @Override
  public Optional<ByteBuffer> value() {
    key();
    return part();
  }

  @Override
  public List<PlainHeader> headers() {
    value();
    int count = ByteUtils.readVarint(parser);
    List<PlainHeader> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer name = part().orElseThrow(() -> new IllegalArgumentException("header has no key"));
      headers.add(
          new PlainHeader(StandardCharsets.UTF_8.decode(name).toString(), part().map(this::copy)));
    }
    return headers;
  }

  @Override
  public int bound() {
    return BatchWriter.bound(recordEnd - body);
  }

  @Override
  public void appendTo(BatchWriter writer) {
    writer.raw(timestamp(), window, body, recordEnd - body);
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw new IllegalStateException("memory-backed stream failed to close", e);
    }
    input = InputStream.nullInputStream();
    if (window.length > KEEP) {
      resize(WINDOW, 0, 0);
    }
  }

  private void read() throws IOException, DamagedBatch {
    int length = length();
    int start = require(length);
    parser.limit(start + length).position(start);
    recordEnd = start + length;
    parser.get();
    timestampDelta = ByteUtils.readVarlong(parser);
    int delta = ByteUtils.readVarint(parser);
    body = parser.position();
    if (delta <= offsetDelta || delta > lastDelta) {
      throw new DamagedBatch(
          "offset delta " + delta + " stands behind " + offsetDelta + ", the last is " + lastDelta);
    }
    offsetDelta = delta;
  }

  /** Reads the length in front of a record byte by byte: it may be the stream's last bytes. */
  private int length() throws IOException, DamagedBatch {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int at = require(1);
      byte next = window[at];
      recordEnd = at + 1;
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        int length = (value >>> 1) ^ -(value & 1);
        if (length < 0) {
          throw new DamagedBatch("record of " + length + " bytes behind offset " + offset());
        }
        return length;
      }
    }
    throw new DamagedBatch("record length behind offset " + offset() + " is no number");
  }

  /** Makes that many bytes available behind what was read, and says where they begin. */
  private int require(int bytes) throws IOException, DamagedBatch {
    while (filled - recordEnd < bytes) {
      makeRoom();
      int read = input.read(window, filled, window.length - filled);
      if (read < 0) {
        throw new DamagedBatch("batch ends within the record behind offset " + offset());
      }
      filled += read;
    }
    return recordEnd;
  }

  /** Grows by what is there, not by what a length promises: a damaged one must not take memory. */
  private void makeRoom() {
    if (filled < window.length) {
      return;
    }
    int kept = filled - recordEnd;
    boolean full = kept > window.length / 2;
    resize(full ? (int) Math.min(2L * window.length, LARGEST) : window.length, recordEnd, kept);
    filled = kept;
    recordEnd = 0;
  }

  private void resize(int capacity, int from, int kept) {
    if (capacity == window.length) {
      System.arraycopy(window, from, window, 0, kept);
    } else {
      byte[] other = new byte[capacity];
      System.arraycopy(window, from, other, 0, kept);
      window = other;
      parser = ByteBuffer.wrap(window);
    }
  }

  private void requireEnd() throws IOException, DamagedBatch {
    if (filled > recordEnd || input.read() >= 0) {
      throw new DamagedBatch("batch goes on behind its last record at offset " + offset());
    }
  }

  private Optional<ByteBuffer> part() {
    int length = ByteUtils.readVarint(parser);
    if (length < 0) {
      return Optional.empty();
    }
    ByteBuffer slice = parser.slice(parser.position(), length).asReadOnlyBuffer();
    parser.position(parser.position() + length);
    return Optional.of(slice);
  }

  private byte[] copy(ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    return bytes;
  }
}
