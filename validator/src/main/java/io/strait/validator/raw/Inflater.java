package io.strait.validator.raw;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
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
  private byte[] packed = {};

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
    return codec == CompressionType.ZSTD.id ? unpacked(payload) : streamed(payload, codec);
  }

  /** All at once: as a stream, each batch would set up a context and a window of its own. */
  private int unpacked(ByteBuffer payload) throws IOException {
    int size = payload.remaining();
    if (size > packed.length) {
      packed = new byte[Math.max(size, packed.length * 2)];
    }
    payload.get(payload.position(), packed, 0, size);
    while (true) {
      try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
        return context.decompressByteArray(data, 0, data.length, packed, 0, size);
      } catch (ZstdException bad) {
        if (bad.getErrorCode() != Zstd.errDstSizeTooSmall()) {
          throw new IOException(bad.getMessage(), bad);
        }
        room(data.length + 1);
      }
    }
  }

  private int streamed(ByteBuffer payload, int codec) throws IOException {
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
