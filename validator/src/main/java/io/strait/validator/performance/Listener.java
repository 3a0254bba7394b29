package io.strait.validator.performance;

import io.strait.replicator.cluster.Cluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads what is written to a topic from now on, on a thread of its own, and notes how late. */
final class Listener implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LONGEST_US = TimeUnit.MINUTES.toMicros(10);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Histogram delays = new Histogram(LONGEST_US, 3);
  private final AtomicLong read = new AtomicLong();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "strait-performance-listener");
  private volatile boolean closing;

  Listener(Cluster cluster, List<TopicPartition> partitions) {
    this.consumer = cluster.consumer(Map.of("client.id", "strait-performance"));
    this.partitions = partitions;
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until it stands at the end. */
  void awaitReady() throws InterruptedException {
    ready.await(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  long read() {
    return read.get();
  }

  /** What it noted; only after it was closed. */
  Histogram delays() {
    return delays;
  }

  private void run() {
    try (consumer) {
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      ready.countDown();
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          note(record);
        }
      }
    } catch (WakeupException e) {
      ready.countDown();
    } catch (KafkaException e) {
      // What was not read shows as unread, which makes the round unsound.
      ready.countDown();
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    long sent = ByteBuffer.wrap(record.value()).getLong();
    long late = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sent);
    delays.recordValue(Math.max(0, Math.min(LONGEST_US, late)));
    read.incrementAndGet();
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(Cluster.CALL_DEADLINE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
