package io.strait.sandbox.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * Bytes of one direction of one connection that were read and not yet written, in order, each with
 * the time at which it may leave. Owned by the proxy's thread.
 */
final class Backlog {
  private final ChunkPool pool;
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private long bytes;
  private long ripe;

  Backlog(ChunkPool pool) {
    this.pool = pool;
  }

  /** So many bytes entered together. */
  private record Mark(long bytes, long due) {}

  /** Filled at {@code written}, emptied at {@code read}. */
  private static final class Chunk {
    private final ByteBuffer buffer;
    private int written;
    private int read;

    Chunk(ByteBuffer buffer) {
      this.buffer = buffer;
    }
  }

  /** Reads once, at most one chunk; what came is for {@link #entered} to be given its time. */
  int readFrom(SocketChannel source) throws IOException {
    Chunk last = chunks.peekLast();
    if (last == null || last.written == ChunkPool.BYTES) {
      last = new Chunk(pool.take());
      chunks.add(last);
    }
    int read = source.read(last.buffer.limit(ChunkPool.BYTES).position(last.written));
    if (read > 0) {
      last.written += read;
      bytes += read;
    }
    return read;
  }

  /** The bytes read last may leave from then on, and never before those that entered earlier. */
  void entered(int count, long due) {
    marks.add(new Mark(count, due));
  }

  /** Everything that waits. */
  long bytes() {
    return bytes;
  }

  /** How many bytes may leave now. */
  long ripe(long now) {
    while (!marks.isEmpty() && marks.peek().due() - now <= 0) {
      ripe += marks.remove().bytes();
    }
    return ripe;
  }

  /** When the next bytes may leave; only asked when some wait. */
  long nextDue(long now) {
    return ripe > 0 || marks.isEmpty() ? now : marks.peek().due();
  }

  /** Writes once, at most so many; answers with what the sink took. */
  int writeTo(SocketChannel sink, int atMost) throws IOException {
    Chunk first = chunks.peek();
    int end = Math.min(first.written, first.read + atMost);
    int written = sink.write(first.buffer.limit(end).position(first.read));
    first.read += written;
    bytes -= written;
    ripe -= written;
    if (first.read == first.written) {
      pool.give(chunks.remove().buffer);
    }
    return written;
  }

  /** How many bytes one write can take. */
  int nextWrite() {
    Chunk first = chunks.peek();
    return first.written - first.read;
  }

  void clear() {
    chunks.forEach(chunk -> pool.give(chunk.buffer));
    chunks.clear();
    marks.clear();
    bytes = 0;
    ripe = 0;
  }
}
