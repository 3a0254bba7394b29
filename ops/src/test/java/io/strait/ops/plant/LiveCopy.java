package io.strait.ops.plant;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic that is written, copied by a plain consumer and producer, and trimmed on both sides at
 * places of their own, all at the same time, until it is closed.
 */
final class LiveCopy implements AutoCloseable {
  private final TopicPartition partition;
  private final String source;
  private final String target;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong copied = new AtomicLong();
  private final List<Thread> threads;

  LiveCopy(String topic, String source, String target) {
    this.partition = new TopicPartition(topic, 0);
    this.source = source;
    this.target = target;
    this.threads =
        List.of(
            new Thread(this::write, "plant-write"),
            new Thread(this::copy, "plant-copy"),
            new Thread(() -> trim(source, 3), "plant-trim-source"),
            new Thread(() -> trim(target, 4), "plant-trim-target"));
    threads.forEach(Thread::start);
  }

  private void write() {
    Random random = new Random(1);
    try (Producer<byte[], byte[]> producer = producer(source)) {
      for (int n = 0; !stopped.get(); n++) {
        byte[] value = ("{\"n\":" + n + "}" + "x".repeat(random.nextInt(300))).getBytes();
        producer.send(
            new ProducerRecord<>(partition.topic(), 0, null, ("k" + n).getBytes(), value));
        if (n % 50 == 0) {
          producer.flush();
        }
      }
    }
  }

  private void copy() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", source, "max.poll.records", 5_000, "auto.offset.reset", "none");
    try (Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Producer<byte[], byte[]> producer = producer(target)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      while (!stopped.get()) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(20))) {
          producer.send(
              new ProducerRecord<>(
                  one.topic(), 0, one.timestamp(), one.key(), one.value(), one.headers()));
        }
        producer.flush();
        copied.set(consumer.position(partition));
      }
    }
  }

  /** How many records are on the target. */
  long copied() {
    return copied.get();
  }

  /** Never beyond what is copied: what is lost before the copy would really be missing. */
  private void trim(String bootstrap, long seed) {
    Random random = new Random(seed);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      long start = 0;
      long seen = 0;
      while (!stopped.get()) {
        if (copied.get() < seen + 20_000) {
          Thread.yield();
          continue;
        }
        seen = copied.get();
        start = Math.max(start, seen - 100_000 - random.nextInt(30_000));
        if (start > 0) {
          admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(start))).all().get();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("trimming " + partition + " on " + bootstrap, e);
    }
  }

  private static Producer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    stopped.set(true);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
