package io.strait.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * One producer on one cluster, used until authority leaves that cluster and never again. Whoever
 * uses it is inside; once stopped nobody comes in any more, and the switch waits until all are out.
 */
final class Session {
  private static final long STOPPED = Long.MIN_VALUE;

  private final String alias;
  private final Producer<byte[], byte[]> producer;
  private final LongSupplier retries;
  private final LongSupplier sent;
  private final AtomicLong inside = new AtomicLong();
  private final Signal left = new Signal();

  /**
   * A session on a fresh producer.
   *
   * @param retries how many records the producer has sent again so far: as long as it does not
   *     grow, what is refused now was not written by an earlier attempt
   * @param sent how many records the producer has put into requests so far
   */
  Session(
      String alias, Producer<byte[], byte[]> producer, LongSupplier retries, LongSupplier sent) {
    this.alias = alias;
    this.producer = producer;
    this.retries = retries;
    this.sent = sent;
  }

  String alias() {
    return alias;
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  long retries() {
    return retries.getAsLong();
  }

  long sent() {
    return sent.getAsLong();
  }

  /** Whether nothing that was handed to it can have reached a broker. */
  boolean isUnused() {
    return sent() == 0;
  }

  /** Comes in, to be followed by {@link #exit}; false if it is stopped. */
  boolean enter() {
    while (true) {
      long now = inside.get();
      if (now < 0) {
        return false;
      }
      if (inside.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  void exit() {
    if (inside.decrementAndGet() == STOPPED) {
      left.raise();
    }
  }

  /** Lets nobody in any more. */
  void stop() {
    inside.updateAndGet(now -> now < 0 ? now : now + STOPPED);
  }

  boolean stopped() {
    return inside.get() < 0;
  }

  /** Waits until all are out of the stopped session, or until told to give up; true if all are. */
  boolean awaitAllOut(BooleanSupplier giveUp) throws InterruptedException {
    while (inside.get() != STOPPED) {
      if (giveUp.getAsBoolean()) {
        return false;
      }
      long seen = left.count();
      if (inside.get() != STOPPED) {
        left.awaitAfter(seen, 50);
      }
    }
    return true;
  }
}
