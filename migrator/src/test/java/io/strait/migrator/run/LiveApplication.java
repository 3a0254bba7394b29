package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.client.SwitchingConfig;
import io.strait.client.SwitchingConsumer;
import io.strait.client.SwitchingProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An application that writes numbered records and reads them back, with its own account. */
final class LiveApplication implements AutoCloseable {
  private final String topic;
  private final int partitions;
  private final SwitchingProducer<String, String> producer;
  private final SwitchingConsumer<String, String> consumer;
  private final Map<Integer, List<Long>> acknowledged = new ConcurrentHashMap<>();
  private final Map<Integer, List<Long>> read = new ConcurrentHashMap<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledgedCount = new AtomicLong();
  private final AtomicLong readCount = new AtomicLong();
  private final Thread writer = new Thread(this::write, "application-writer");
  private final Thread reader = new Thread(this::read, "application-reader");
  private volatile boolean writing = true;
  private volatile boolean reading = true;

  LiveApplication(String topic, int partitions, Map<String, String> properties) {
    this.topic = topic;
    this.partitions = partitions;
    this.producer =
        new SwitchingProducer<>(
            SwitchingConfig.of(properties), new StringSerializer(), new StringSerializer());
    this.consumer =
        new SwitchingConsumer<>(
            SwitchingConfig.of(properties), new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(topic));
  }

  void start() {
    writer.start();
    reader.start();
  }

  long acknowledged() {
    return acknowledgedCount.get();
  }

  /** Stops writing, reads to the end, and holds the account against what was written. */
  void finishAndJudge() throws InterruptedException {
    writing = false;
    writer.join(30_000);
    producer.flush();
    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (readCount.get() < acknowledgedCount.get() && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(5_000_000);
    }
    LockSupport.parkNanos(300_000_000);
    reading = false;
    reader.join(30_000);
    assertThat(failures).isEmpty();
    assertThat(new TreeMap<>(read))
        .as("read once and in order")
        .isEqualTo(new TreeMap<>(acknowledged));
    acknowledged.forEach(
        (partition, sequences) -> {
          for (int i = 0; i < sequences.size(); i++) {
            assertThat(sequences.get(i)).as("partition %s", partition).isEqualTo(i);
          }
        });
  }

  private void write() {
    Map<Integer, Long> next = new TreeMap<>();
    for (int i = 0; writing; i++) {
      int partition = i % partitions;
      long sequence = next.merge(partition, 1L, Long::sum) - 1;
      try {
        producer.send(
            new ProducerRecord<>(topic, partition, null, Long.toString(sequence)),
            (metadata, error) -> {
              if (error == null) {
                acknowledged.computeIfAbsent(partition, p -> new ArrayList<>()).add(sequence);
                acknowledgedCount.incrementAndGet();
              } else {
                failures.add(error);
              }
            });
      } catch (RuntimeException e) {
        failures.add(e);
      }
      LockSupport.parkNanos(500_000);
    }
  }

  private void read() {
    try {
      while (reading) {
        for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(100))) {
          read.computeIfAbsent(one.partition(), p -> new ArrayList<>())
              .add(Long.parseLong(one.value()));
          readCount.incrementAndGet();
        }
      }
      consumer.close();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  private static void ended(Thread thread) {
    try {
      thread.join(20_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    writing = false;
    reading = false;
    ended(writer);
    ended(reader);
    producer.close(Duration.ofSeconds(5));
  }
}
