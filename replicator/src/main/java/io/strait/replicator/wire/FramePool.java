package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.memory.MemoryPool;

/**
 * Pooled direct buffers for fetched data with a hard bound in bytes.
 *
 * <p>Kafka's own selector asks it for the memory of each response; when it answers {@code null} the
 * connection is not read until memory comes back, and TCP holds the broker. Sizes are rounded up to
 * powers of two so that buffers fit again. One oversize response is granted while nothing else is
 * out, or a batch larger than the pool could never be copied. One thread.
 */
public final class FramePool implements MemoryPool {
  private static final int SMALLEST = 16 * 1024;

  private final long bound;
  private final TreeMap<Integer, Deque<ByteBuffer>> idle = new TreeMap<>();
  private long idleBytes;
  private long lentBytes;
  private boolean starved;

  /** A pool that lends at most {@code bound} bytes at a time. */
  public FramePool(long bound) {
    if (bound < SMALLEST) {
      throw new IllegalArgumentException(
          "frame pool of " + bound + " bytes: must be at least " + SMALLEST);
    }
    this.bound = bound;
  }

  @Override
  public ByteBuffer tryAllocate(int sizeBytes) {
    int capacity = capacityFor(sizeBytes);
    if (lentBytes + capacity > bound && lentBytes > 0) {
      starved = true;
      return null;
    }
    ByteBuffer buffer = takeIdle(capacity);
    lentBytes += buffer.capacity();
    return buffer.clear().limit(sizeBytes);
  }

  @Override
  public void release(ByteBuffer buffer) {
    lentBytes -= buffer.capacity();
    starved = false;
    idleBytes += buffer.capacity();
    idle.computeIfAbsent(buffer.capacity(), key -> new ArrayDeque<>()).push(buffer);
    dropIdleBeyond(bound - lentBytes);
  }

  @Override
  public long size() {
    return bound;
  }

  @Override
  public long availableMemory() {
    return Math.max(0, bound - lentBytes);
  }

  @Override
  public boolean isOutOfMemory() {
    return starved;
  }

  private ByteBuffer takeIdle(int capacity) {
    Deque<ByteBuffer> fitting = idle.get(capacity);
    if (fitting != null && !fitting.isEmpty()) {
      idleBytes -= capacity;
      return fitting.pop();
    }
    dropIdleBeyond(bound - lentBytes - capacity);
    return ByteBuffer.allocateDirect(capacity);
  }

  private void dropIdleBeyond(long keep) {
    for (Map.Entry<Integer, Deque<ByteBuffer>> entry : idle.entrySet()) {
      while (idleBytes > Math.max(0, keep) && !entry.getValue().isEmpty()) {
        entry.getValue().pop();
        idleBytes -= entry.getKey();
      }
    }
  }

  private static int capacityFor(int sizeBytes) {
    if (sizeBytes <= SMALLEST) {
      return SMALLEST;
    }
    int power = Integer.highestOneBit(sizeBytes - 1) << 1;
    return power <= 0 ? sizeBytes : power;
  }
}
