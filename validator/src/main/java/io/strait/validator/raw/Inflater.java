package io.strait.validator.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * Decompresses the records of a batch into one array that is used again. Confined to one thread.
 */
final class Inflater {
  /** More than this in one batch is refused: it would not fit the heap of a scan. */
  static final int MOST_BYTES = 64 << 20;

  private static final int KEPT = 4 << 20;
  private static final int FIRST = 256 << 10;
  private static final byte MAGIC = 2;

  private final BufferSupplier buffers = BufferSupplier.create();
  private byte[] data = new byte[FIRST];

  /** The array that the last call filled; valid until the next. */
  byte[] data() {
    return data;
  }

  /**
   * Fills the array from its start.
   *
   * @return how many bytes there are
   * @throws IOException if this is not what the codec made, or too much
   */
  int inflate(ByteBuffer payload, int codec) throws IOException {
    if (data.length > KEPT) {
      data = new byte[FIRST];
    }
    if (codec == CompressionType.NONE.id) {
      int size = payload.remaining();
      room(size);
      payload.get(payload.position(), data, 0, size);
      return size;
    }
    try (InputStream in =
        Compression.of(CompressionType.forId(codec))
            .build()
            .wrapForInput(payload, MAGIC, buffers)) {
      int size = 0;
      while (true) {
        int read = in.read(data, size, data.length - size);
        if (read < 0) {
          return size;
        }
        size += read;
        if (size == data.length) {
          room(size + 1);
        }
      }
    }
  }

  private void room(int size) throws IOException {
    if (size > MOST_BYTES) {
      throw new IOException("holds more than " + MOST_BYTES + " bytes of records");
    }
    if (size > data.length) {
      data = Arrays.copyOf(data, Math.min(MOST_BYTES, Math.max(size, data.length * 2)));
    }
  }
}
