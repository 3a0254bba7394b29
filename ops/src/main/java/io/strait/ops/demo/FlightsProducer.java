package io.strait.ops.demo;

import io.strait.ops.demo.Seen.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * An application that writes its share of the flights and keeps what it was promised.
 *
 * <p>It owns every {@code producers}-th origin airport, so all records of a key come from one
 * producer and per-key order is defined. One thread; the counters may be read by others.
 */
final class FlightsProducer implements Runnable {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int number;
  private final int producers;
  private final String topic;
  private final Flights flights;
  private final Producer<byte[], byte[]> producer;
  private final Pace pace;
  private final Set<Message> promised = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> refusals = new ConcurrentHashMap<>();
  private final AtomicLong longestSilenceNanos = new AtomicLong();
  private volatile long lastAckNanos;
  private volatile boolean stopping;
  private volatile long sent;

  /**
   * How fast to write.
   *
   * @param backlog records written as fast as possible first
   * @param perSecond records per second afterwards, above 0
   */
  record Pace(long backlog, long perSecond) {}

  FlightsProducer(
      int number,
      int producers,
      String topic,
      Flights flights,
      Producer<byte[], byte[]> producer,
      Pace pace) {
    this.number = number;
    this.producers = producers;
    this.topic = topic;
    this.flights = flights;
    this.producer = producer;
    this.pace = pace;
  }

  @Override
  public void run() {
    long steadySince = 0;
    for (long position = 0; !stopping; position++) {
      String row = flights.row(position);
      String origin = Flights.origin(row);
      if (Math.floorMod(origin.hashCode(), producers) != number) {
        continue;
      }
      if (sent == pace.backlog()) {
        steadySince = System.nanoTime();
      }
      if (sent >= pace.backlog()) {
        awaitTurn(steadySince, sent - pace.backlog());
      }
      send(new Message(number, sent), origin, row, flights.run(position));
      sent++;
    }
  }

  /** Ends after the record in hand; what was sent is still acknowledged until {@link #close()}. */
  void stop() {
    stopping = true;
  }

  /** Waits for all acknowledgements. Call when the thread has ended. */
  void close() {
    producer.close(Duration.ofSeconds(20));
  }

  /** Messages whose acknowledgement has come. */
  Set<Message> promised() {
    return promised;
  }

  /** Sends that failed, by error; empty in a good run. */
  Map<String, Long> refusals() {
    return refusals;
  }

  /** Whether the backlog is written and no more than a fifth of a second's records wait. */
  boolean isSteady() {
    return sent > pace.backlog() && sent - promised.size() < Math.max(1, pace.perSecond() / 5);
  }

  /** Records handed to the client so far. */
  long sent() {
    return sent;
  }

  private void send(Message message, String origin, String row, long run) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            System.currentTimeMillis(),
            origin.getBytes(StandardCharsets.UTF_8),
            row.getBytes(StandardCharsets.UTF_8),
            Seen.headers(message, run));
    try {
      producer.send(
          record,
          (metadata, error) -> {
            if (error == null) {
              promised.add(message);
              acknowledged();
            } else {
              refused(error);
            }
          });
    } catch (KafkaException thrown) {
      // Counted like the others: an application that died here would look like one that is idle.
      refused(thrown);
    }
  }

  private void refused(Exception error) {
    refusals.merge(error.getClass().getSimpleName(), 1L, Long::sum);
  }

  private void acknowledged() {
    long now = System.nanoTime();
    if (lastAckNanos != 0) {
      longestSilenceNanos.accumulateAndGet(now - lastAckNanos, Math::max);
    }
    lastAckNanos = now;
  }

  /** The longest time between two acknowledgements since the last call, in milliseconds. */
  long takeLongestSilenceMillis() {
    return Duration.ofNanos(longestSilenceNanos.getAndSet(0)).toMillis();
  }

  private void awaitTurn(long since, long turn) {
    long due = since + turn * NANOS_PER_SECOND / pace.perSecond();
    for (long left = due - System.nanoTime();
        left > 0 && !stopping;
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
