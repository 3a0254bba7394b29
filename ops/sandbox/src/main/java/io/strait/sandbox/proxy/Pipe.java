package io.strait.sandbox.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One direction of one connection: what was read, until it is due and written. */
final class Pipe {
  /** Bounds memory, and with latency also the rate: 4 MiB and 100 ms allow 40 MiB/s. */
  private static final int MOST_QUEUED = 4 << 20;

  private final SocketChannel source;
  private final SocketChannel sink;
  private final Shaper shaper;
  private final ArrayDeque<Chunk> queue = new ArrayDeque<>();
  private Faults faults;
  private long leftUntilCut;
  private long delivered;
  private int queued;
  private boolean torn;
  private boolean ended;
  private boolean finished;
  private boolean sinkFull;

  Pipe(SocketChannel source, SocketChannel sink, Shaper shaper, Faults faults) {
    this.source = source;
    this.sink = sink;
    this.shaper = shaper;
    set(faults);
  }

  private record Chunk(ByteBuffer bytes, long due) {}

  void set(Faults wanted) {
    faults = wanted;
    leftUntilCut = wanted.cutAfterBytes();
    if (wanted.flow() == Flow.DISCARD) {
      torn = true;
      queue.clear();
      queued = 0;
    }
  }

  /** Whether the source should be read: not while stalled, and within the bound. */
  boolean wantsBytes() {
    return !ended && faults.flow() != Flow.STALL && queued < MOST_QUEUED;
  }

  /** Whether only room in the sink's socket is missing. */
  boolean wantsRoom() {
    return sinkFull && faults.flow() == Flow.FORWARD;
  }

  /** Both ends know that no more bytes come this way. */
  boolean finished() {
    return finished;
  }

  /** Bytes written to the sink since the connection was opened. */
  long delivered() {
    return delivered;
  }

  /** The cut is due. */
  boolean cut() {
    return leftUntilCut == 0;
  }

  /** Reads what there is, at most one scratch buffer, so that connections take turns. */
  void pull(ByteBuffer scratch, long now) throws IOException {
    if (!wantsBytes()) {
      return;
    }
    int read = source.read(scratch.clear());
    if (read < 0) {
      ended = true;
    } else if (read > 0 && !torn) {
      ByteBuffer bytes = ByteBuffer.allocate(read).put(scratch.flip()).flip();
      queue.add(new Chunk(bytes, shaper.due(faults, now)));
      queued += read;
    }
  }

  /** Writes what is due, within rate and cut; passes the end of the stream on after the last. */
  void push(long now) throws IOException {
    sinkFull = false;
    while (faults.flow() == Flow.FORWARD && !torn && !sinkFull && headIsDue(now)) {
      int allowed = (int) Math.min(shaper.allowance(faults, now), leftUntilCut);
      if (allowed == 0) {
        return;
      }
      write(queue.peek().bytes(), allowed, now);
    }
    if (ended && !torn && queue.isEmpty() && !finished) {
      sink.shutdownOutput();
      finished = true;
    }
  }

  private boolean headIsDue(long now) {
    return !queue.isEmpty() && queue.peek().due() - now <= 0;
  }

  private void write(ByteBuffer bytes, int allowed, long now) throws IOException {
    int wanted = Math.min(allowed, bytes.remaining());
    ByteBuffer slice = bytes.slice(bytes.position(), wanted);
    int written = sink.write(slice);
    bytes.position(bytes.position() + written);
    shaper.left(faults, written, now);
    queued -= written;
    delivered += written;
    if (leftUntilCut != Faults.NEVER) {
      leftUntilCut -= written;
    }
    if (!bytes.hasRemaining()) {
      queue.remove();
    }
    sinkFull = written < wanted;
  }

  /** When to look again although no socket is ready; {@link Long#MAX_VALUE} for never. */
  long nextTurn() {
    if (queue.isEmpty() || sinkFull || faults.flow() != Flow.FORWARD) {
      return Long.MAX_VALUE;
    }
    return faults.bytesPerSecond() == Faults.UNLIMITED
        ? queue.peek().due()
        : Math.max(queue.peek().due(), shaper.nextFree());
  }
}
