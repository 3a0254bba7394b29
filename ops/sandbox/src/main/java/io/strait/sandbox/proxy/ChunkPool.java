package io.strait.sandbox.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Direct buffers that are used again: allocating them costs more than the bytes they carry. Owned
 * by the proxy's thread.
 */
final class ChunkPool {
  /** Bytes of a chunk. */
  static final int BYTES = 256 << 10;

  /** What is kept unused, 64 MiB; more is left to the garbage collector. */
  private static final int MOST_FREE = 256;

  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  /** An empty chunk. */
  ByteBuffer take() {
    ByteBuffer chunk = free.poll();
    return chunk == null ? ByteBuffer.allocateDirect(BYTES) : chunk.clear();
  }

  void give(ByteBuffer chunk) {
    if (free.size() < MOST_FREE) {
      free.push(chunk);
    }
  }
}
