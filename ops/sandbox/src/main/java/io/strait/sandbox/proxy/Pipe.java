package io.strait.sandbox.proxy;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** One direction of one connection: what was read, until it is due and written. */
final class Pipe {
  /** Bounds memory. A narrow network holds no more than this. */
  private static final long QUEUED_AT_LEAST = 4L << 20;

  /** A long one holds what is on its way, for 1.6 GB/s ... */
  private static final long QUEUED_PER_MILLI = 1_600_000;

  /** ... up to here: 64 MiB are 1.6 GB/s over 40 ms. */
  private static final long QUEUED_AT_MOST = 64L << 20;

  private final SocketChannel source;
  private final SocketChannel sink;
  private final Shaper shaper;
  private final Backlog backlog;
  private Faults faults;
  private long leftUntilCut;
  private long delivered;
  private boolean torn;
  private boolean ended;
  private boolean finished;
  private boolean sinkFull;
  private long lastTurn;

  Pipe(SocketChannel source, SocketChannel sink, Shaper shaper, ChunkPool pool, Faults faults) {
    this.source = source;
    this.sink = sink;
    this.shaper = shaper;
    this.backlog = new Backlog(pool);
    set(faults);
  }

  void set(Faults wanted) {
    faults = wanted;
    leftUntilCut = wanted.cutAfterBytes();
    if (wanted.flow() == Flow.DISCARD) {
      torn = true;
      backlog.clear();
    }
  }

  /** Whether the source should be read: not while stalled, and within the bound. */
  boolean wantsBytes() {
    return !ended && faults.flow() != Flow.STALL && backlog.bytes() < mostQueued();
  }

  private long mostQueued() {
    if (faults.bytesPerSecond() != Faults.UNLIMITED) {
      return QUEUED_AT_LEAST;
    }
    long way = TimeUnit.NANOSECONDS.toMillis(faults.latency().toNanos()) * QUEUED_PER_MILLI;
    return Math.min(QUEUED_AT_MOST, QUEUED_AT_LEAST + way);
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

  /** Reads what there is, at most one chunk, so that connections take turns. */
  void pull(long now) throws IOException {
    if (!wantsBytes()) {
      return;
    }
    int read = backlog.readFrom(source);
    if (read < 0) {
      ended = true;
    } else if (torn) {
      backlog.clear();
    } else if (read > 0) {
      backlog.entered(read, shaper.due(faults, now));
    }
  }

  /** Writes what is due, within rate and cut; passes the end of the stream on after the last. */
  void push(long now) throws IOException {
    lastTurn = now;
    sinkFull = false;
    while (faults.flow() == Flow.FORWARD && !torn && !sinkFull && backlog.ripe(now) > 0) {
      int allowed = (int) Math.min(shaper.allowance(faults, now), leftUntilCut);
      if (allowed == 0) {
        return;
      }
      write((int) Math.min(allowed, backlog.ripe(now)), now);
    }
    if (ended && !torn && backlog.bytes() == 0 && !finished) {
      sink.shutdownOutput();
      finished = true;
    }
  }

  private void write(int allowed, long now) throws IOException {
    int wanted = Math.min(allowed, backlog.nextWrite());
    int written = backlog.writeTo(sink, wanted);
    shaper.left(faults, written, now);
    delivered += written;
    if (leftUntilCut != Faults.NEVER) {
      leftUntilCut -= written;
    }
    sinkFull = written < wanted;
  }

  /** When to look again although no socket is ready; {@link Long#MAX_VALUE} for never. */
  long nextTurn() {
    if (backlog.bytes() == 0 || sinkFull || faults.flow() != Flow.FORWARD) {
      return Long.MAX_VALUE;
    }
    long due = backlog.nextDue(lastTurn);
    return faults.bytesPerSecond() == Faults.UNLIMITED ? due : Math.max(due, shaper.nextFree());
  }

  /** Gives its memory back; for closed connections. */
  void release() {
    backlog.clear();
  }
}
