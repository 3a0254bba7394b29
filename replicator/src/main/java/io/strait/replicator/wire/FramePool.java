package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.common.memory.MemoryPool;

/**
 * One thread's share of the {@link FrameMemory} for fetched data.
 *
 * <p>Kafka's own selector asks it for the memory of each response; when it answers {@code null} the
 * connection is not read until memory comes back, and TCP holds the broker. One thread.
 */
public final class FramePool implements MemoryPool, AutoCloseable {
  private final FrameMemory memory;
  private final Map<ByteBuffer, Integer> out = new IdentityHashMap<>();
  private long held;
  private long onHeap;
  private int refused;

  /** A pool that draws from {@code memory} as needed. */
  public FramePool(FrameMemory memory) {
    this.memory = memory;
  }

  /** A pool with memory of its own, of at most {@code bound} bytes. */
  public FramePool(long bound) {
    this(new FrameMemory(bound));
  }

  @Override
  public ByteBuffer tryAllocate(int sizeBytes) {
    ByteBuffer buffer = memory.take(sizeBytes, held);
    if (buffer == null) {
      refused = Math.max(refused, sizeBytes);
      return null;
    }
    refused = 0;
    held += FrameMemory.cost(sizeBytes);
    out.put(buffer, sizeBytes);
    return buffer;
  }

  @Override
  public void release(ByteBuffer buffer) {
    Integer size = out.remove(buffer);
    if (size == null) {
      throw new IllegalArgumentException(
          "buffer of " + buffer.capacity() + " bytes was not lent by this pool or is back already");
    }
    held -= FrameMemory.cost(size);
    memory.giveBack(buffer, size);
  }

  /**
   * Counts memory on the heap that fetched data has become, until the frame is released. Never
   * refused: it may exceed the bound, and then nothing more is read.
   */
  public Frame onHeap(int bytes) {
    count(bytes);
    return new Frame(() -> count(-bytes));
  }

  private void count(long bytes) {
    memory.count(bytes);
    held += bytes;
    onHeap += bytes;
  }

  @Override
  public long size() {
    return memory.limit();
  }

  @Override
  public long availableMemory() {
    return memory.available(held);
  }

  /** Bytes lent now, slack counted, and those on the heap. */
  public long heldMemory() {
    return held;
  }

  /** Whether what was refused last would still be refused. */
  @Override
  public boolean isOutOfMemory() {
    return refused > 0 && !memory.mayTake(refused, held);
  }

  /** Gives everything back; no slice may be touched, and no frame released, after it. */
  @Override
  public void close() {
    out.forEach(memory::giveBack);
    memory.count(-onHeap);
    onHeap = 0;
    out.clear();
    held = 0;
  }
}
