package io.strait.validator.performance;

import io.strait.replicator.cluster.Cluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One round of load on one side. Confined to one thread; acknowledgements come on another. */
final class LoadRound {
  private static final long LONGEST_US = TimeUnit.MINUTES.toMicros(10);
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = 1_000_000;
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ProducerConfig.CLIENT_ID_CONFIG,
          "strait-performance",
          ProducerConfig.LINGER_MS_CONFIG,
          0,
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4");

  private final Cluster cluster;
  private final TemporaryTopic topic;
  private final LoadPlan plan;
  private final RecordShape shape;
  private final RandomGenerator random;
  private final BooleanSupplier cancelled;
  private final Histogram acknowledged = new ConcurrentHistogram(LONGEST_US, 3);
  private final AtomicLong failed = new AtomicLong();

  LoadRound(
      Cluster cluster,
      TemporaryTopic topic,
      LoadPlan plan,
      RecordShape shape,
      RandomGenerator random,
      BooleanSupplier cancelled) {
    this.cluster = cluster;
    this.topic = topic;
    this.plan = plan;
    this.shape = shape;
    this.random = random;
    this.cancelled = cancelled;
  }

  /** Runs it. {@code most} bytes are sent, or what the round's time allows. */
  RoundFigures run(Duration time, long most) throws InterruptedException {
    Listener listener = new Listener(cluster, topic.partitions());
    double rate;
    try (listener) {
      listener.awaitReady();
      rate = send(time, most);
      awaitRead(listener);
    }
    return RoundFigures.of(acknowledged, listener.delays(), rate, failed.get());
  }

  private double send(Duration time, long most) {
    long sent = 0;
    try (Producer<byte[], byte[]> producer = cluster.producer(SETTINGS)) {
      producer.partitionsFor(topic.name());
      long begin = System.nanoTime();
      long next = 0;
      while (System.nanoTime() - begin < time.toNanos()
          && sent < most
          && !cancelled.getAsBoolean()) {
        long due = (long) ((System.nanoTime() - begin) / 1e9 * plan.bytesPerSecond());
        if (sent > due) {
          LockSupport.parkNanos(LOOK_NANOS / 5);
          continue;
        }
        byte[] value = shape.value(random);
        send(producer, (int) (next++ % plan.partitions()), value);
        sent += value.length;
      }
      producer.flush();
      return sent * 1e9 / Math.max(1, System.nanoTime() - begin);
    }
  }

  private void send(Producer<byte[], byte[]> producer, int partition, byte[] value) {
    long now = System.nanoTime();
    ByteBuffer.wrap(value).putLong(now);
    producer.send(
        new ProducerRecord<>(topic.name(), partition, null, value),
        (metadata, error) -> {
          if (error == null) {
            long late = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - now);
            acknowledged.recordValue(Math.max(0, Math.min(LONGEST_US, late)));
          } else {
            failed.incrementAndGet();
          }
        });
  }

  private void awaitRead(Listener listener) {
    long until = System.nanoTime() + LATEST_NANOS;
    while (listener.read() < acknowledged.getTotalCount()
        && System.nanoTime() - until < 0
        && !cancelled.getAsBoolean()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
