package io.strait.validator.raw;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.memory.MemoryPool;

/**
 * Direct buffers for fetched data, used again and again: a fresh heap buffer per answer would be
 * zeroed, copied into and collected for nothing. Confined to one thread.
 *
 * <p>Never refuses, so it cannot stall: what exceeds a frame, or the few frames kept, is left to
 * the garbage collector.
 */
final class FramePool implements MemoryPool {
  private static final int SMALL = 64 << 10;
  private static final int KEPT = 4;

  private final int frame;
  private final Deque<ByteBuffer> free = new ArrayDeque<>();

  /** Keeps frames of this many bytes. */
  FramePool(int frame) {
    this.frame = frame;
  }

  @Override
  public ByteBuffer tryAllocate(int size) {
    if (size <= SMALL || size > frame) {
      return ByteBuffer.allocate(size);
    }
    ByteBuffer buffer = free.poll();
    return (buffer == null ? ByteBuffer.allocateDirect(frame) : buffer).clear().limit(size);
  }

  @Override
  public void release(ByteBuffer buffer) {
    if (buffer.isDirect() && buffer.capacity() == frame && free.size() < KEPT) {
      free.push(buffer);
    }
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  @Override
  public long availableMemory() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean isOutOfMemory() {
    return false;
  }
}
