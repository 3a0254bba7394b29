package io.strait.ops.bench.cell;

import io.strait.ops.bench.data.Values;
import io.strait.replicator.cluster.Cluster;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Produces numbered records at a steady rate, in portions of a millisecond.
 *
 * <p>An ordinary producer: lz4, Kafka's default linger of 5 ms and batch size. It does not wait for
 * slow brokers by sending less later: what is due is sent. One thread; the times may be read by
 * others once it has ended.
 */
final class LiveLoad implements Runnable {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Cluster source;
  private final String topic;
  private final int partitions;
  private final int perSecond;
  private final Values values;
  private final long[] sentAt;

  LiveLoad(
      Cluster source, String topic, int partitions, int perSecond, int records, Values values) {
    this.source = source;
    this.topic = topic;
    this.partitions = partitions;
    this.perSecond = perSecond;
    this.values = values;
    this.sentAt = new long[records];
  }

  @Override
  public void run() {
    try (Producer<byte[], byte[]> producer =
        source.producer(Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"))) {
      long start = System.nanoTime();
      int sent = 0;
      while (sent < sentAt.length) {
        long due = (System.nanoTime() - start) * perSecond / TimeUnit.SECONDS.toNanos(1);
        while (sent < Math.min(due, sentAt.length)) {
          sentAt[sent] = System.nanoTime();
          producer.send(record(sent));
          sent++;
        }
        LockSupport.parkNanos(TICK_NANOS);
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(int number) {
    return new ProducerRecord<>(
        topic,
        number % partitions,
        ByteBuffer.allocate(Integer.BYTES).putInt(number).array(),
        values.get(number));
  }

  /** When each record was handed to the producer. */
  long[] sentAt() {
    return sentAt;
  }

  static int number(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }
}
