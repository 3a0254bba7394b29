package io.strait.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** A live producer of numbered records, about 1,000 a second, that remembers what was promised. */
public final class Load implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final List<String> promised = Collections.synchronizedList(new ArrayList<>());
  private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger sent = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopping;

  /** Starts at once; closes the producer at the end. */
  public Load(Producer<byte[], byte[]> producer, String topic, int partitions) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
    this.thread = new Thread(this::run, "load");
    thread.start();
  }

  /** Numbers that were acknowledged. */
  public List<String> promised() {
    return List.copyOf(promised);
  }

  /**
   * Fails unless every acknowledged number is among these values, and none of them twice. By hash:
   * AssertJ looks through all values for each one, which takes half a minute for 40,000.
   */
  public void assertKeptOnce(List<List<String>> content) {
    Set<String> kept = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (List<String> partition : content) {
      partition.stream().filter(value -> !kept.add(value)).forEach(twice::add);
    }
    Set<String> lost = new HashSet<>(promised());
    lost.removeAll(kept);
    assertThat(twice).as("there more than once").isEmpty();
    assertThat(lost).as("acknowledged and not there").isEmpty();
  }

  /** Errors of sends. */
  public List<String> refused() {
    return List.copyOf(refused);
  }

  /** Waits until so many more are acknowledged. */
  public void awaitMore(int count) {
    int goal = promised.size() + count;
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> promised.size() >= goal);
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops and waits for the last acknowledgement. */
  public void stop() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }

  private void run() {
    while (!stopping) {
      int number = sent.getAndIncrement();
      String value = Integer.toString(number);
      try {
        producer.send(
            new ProducerRecord<>(
                topic, number % partitions, null, value.getBytes(StandardCharsets.UTF_8)),
            (metadata, error) ->
                (error == null ? promised : refused).add(error == null ? value : error.toString()));
      } catch (KafkaException thrown) {
        refused.add(thrown.toString());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
