package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Brings records to the open session or into the buffer, and knows which have not ended. Safe for
 * use by several threads.
 */
final class SendPath {
  private static final long LOOK_AGAIN_MS = 20;

  private final ProducerSwitch moves;
  private final ProducerLimits limits;
  private final Clock clock;
  private final AtomicLong orders = new AtomicLong();
  private final Set<Pending> outstanding = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SendPath(ProducerSwitch moves, ProducerLimits limits, Clock clock) {
    this.moves = moves;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Sends or holds it.
   *
   * @param pinned the session of the running transaction, if there is one
   * @param whenEnded called once, before the future ends
   */
  Pending send(
      ProducerRecord<byte[], byte[]> record,
      Optional<Session> pinned,
      BiConsumer<RecordMetadata, Exception> whenEnded) {
    Pending pending =
        new Pending(
            orders.getAndIncrement(),
            record,
            RecordWriter.size(record),
            clock.millis() + limits.deliveryTimeoutMs(),
            whenEnded);
    outstanding.add(pending);
    pending.whenComplete((metadata, error) -> outstanding.remove(pending));
    try {
      if (pinned.isPresent()) {
        moves.hand(pinned.get(), pending);
      } else if (pending.bytes() > limits.bufferBytes()) {
        pending.fail(tooLarge(pending));
      } else {
        place(pending);
      }
      return pending;
    } catch (RuntimeException e) {
      outstanding.remove(pending);
      throw e;
    }
  }

  private void place(Pending pending) {
    long end = Deadline.after(Duration.ofMillis(limits.maxBlockMs()));
    while (!handedOver(pending)) {
      HoldBuffer.Offer offer = offered(pending, Deadline.left(end));
      switch (offer) {
        case HELD -> {
          return;
        }
        case FULL -> {
          pending.fail(full());
          return;
        }
        case NOT_HOLDING -> Thread.onSpinWait();
      }
    }
  }

  private boolean handedOver(Pending pending) {
    checkOpen();
    Session session = moves.open().orElse(null);
    if (session == null || !session.enter()) {
      return false;
    }
    try {
      moves.hand(session, pending);
      return true;
    } finally {
      session.exit();
    }
  }

  private HoldBuffer.Offer offered(Pending pending, long maxBlockMs) {
    try {
      return moves.buffer().offer(pending, maxBlockMs);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private BufferExhaustedException full() {
    return new BufferExhaustedException(
        "not sent: held records fill buffer.memory = "
            + limits.bufferBytes()
            + " bytes and none left within max.block.ms = "
            + limits.maxBlockMs()
            + " ms; the route has been without authority for that long");
  }

  private RecordTooLargeException tooLarge(Pending pending) {
    return new RecordTooLargeException(
        "the record takes "
            + pending.bytes()
            + " bytes, more than buffer.memory = "
            + limits.bufferBytes());
  }

  /** The open session, entered, as soon as there is one; waits up to {@code max.block.ms}. */
  Session entered() {
    long end = Deadline.after(Duration.ofMillis(limits.maxBlockMs()));
    while (true) {
      checkOpen();
      long seen = moves.changed().count();
      Session session = moves.open().orElse(null);
      if (session != null && session.enter()) {
        return session;
      }
      if (Deadline.left(end) == 0) {
        throw new TimeoutException(
            "no cluster has authority since max.block.ms = "
                + limits.maxBlockMs()
                + " ms; a cutover is under way, try again");
      }
      pause(seen);
    }
  }

  /** Waits until everything sent so far has ended. */
  void flush(Supplier<Optional<Session>> pinned) {
    Session flushed = null;
    for (Pending one : List.copyOf(outstanding)) {
      while (!one.isDone()) {
        Session session = pinned.get().or(moves::open).orElse(null);
        if (session != null && session != flushed) {
          flushed = session;
          session.producer().flush();
        }
        await(one);
      }
    }
  }

  /** Waits until everything has ended, at most so long; true if it has. */
  boolean drain(Duration timeout) {
    long end = Deadline.after(timeout);
    for (Pending one : List.copyOf(outstanding)) {
      while (!one.isDone()) {
        if (Deadline.left(end) == 0) {
          return false;
        }
        moves.flushSoon();
        await(one);
      }
    }
    return true;
  }

  private static void await(Pending one) {
    try {
      one.get(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      // Ended with an error, which the future's owner sees; or not ended yet, so look again.
    }
  }

  private void pause(long seen) {
    try {
      moves.changed().awaitAfter(seen, LOOK_AGAIN_MS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Refuses new records; true for the first call. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("Cannot perform operation after producer has been closed");
    }
  }

  /** After everything: whatever has not ended ends with this. */
  void failRest(Exception why) {
    outstanding.forEach(pending -> pending.fail(why));
  }
}
