package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Live traffic and its own account: one thread sends numbered records per key, another one reads
 * them.
 */
final class LiveLoad {
  static final int KEYS = 10;

  private final String topic;
  private final Map<Integer, List<Long>> acked = new ConcurrentHashMap<>();
  private final Map<Integer, List<Long>> read = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong readCount = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean sending = true;
  private volatile boolean reading = true;

  LiveLoad(String topic) {
    this.topic = topic;
  }

  void produce(Producer<String, String> producer) {
    start(
        "load-send",
        () -> {
          for (long number = 0; sending; number++) {
            int key = (int) (number % KEYS);
            long sequence = number / KEYS;
            producer.send(
                new ProducerRecord<>(topic, "k" + key, Long.toString(sequence)),
                (metadata, error) -> {
                  if (error == null) {
                    acked.computeIfAbsent(key, k -> new ArrayList<>()).add(sequence);
                  } else {
                    failures.add(error);
                  }
                });
            sent.incrementAndGet();
            LockSupport.parkNanos(300_000);
          }
        });
  }

  void consume(Consumer<String, String> consumer) {
    start(
        "load-read",
        () -> {
          while (reading) {
            for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(200))) {
              int key = Integer.parseInt(one.key().substring(1));
              read.computeIfAbsent(key, k -> new ArrayList<>()).add(Long.parseLong(one.value()));
              readCount.incrementAndGet();
            }
          }
        });
  }

  private void start(String name, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Throwable e) {
                failures.add(e);
              }
            },
            name);
    thread.start();
    threads.add(thread);
  }

  long sent() {
    return sent.get();
  }

  long readCount() {
    return readCount.get();
  }

  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  void stopSending() throws InterruptedException {
    sending = false;
    for (Thread thread : threads) {
      if (thread.getName().equals("load-send")) {
        thread.join(20_000);
        assertThat(thread.isAlive()).as("sender ended").isFalse();
      }
    }
  }

  void stop() throws InterruptedException {
    sending = false;
    reading = false;
    for (Thread thread : threads) {
      thread.join(20_000);
      assertThat(thread.isAlive()).as(thread.getName() + " ended").isFalse();
    }
  }

  /** NoLostRecord, NoDuplicate and OrderKept, for callbacks and for what was read. */
  void judge() {
    assertThat(failures()).isEmpty();
    Map<Integer, List<Long>> expected = new TreeMap<>();
    for (long number = 0; number < sent.get(); number++) {
      expected.computeIfAbsent((int) (number % KEYS), k -> new ArrayList<>()).add(number / KEYS);
    }
    assertThat(new TreeMap<>(acked)).as("acknowledged, in order").isEqualTo(expected);
    assertThat(new TreeMap<>(read)).as("read, in order").isEqualTo(expected);
  }

  /** The same for a log. */
  void judge(Map<Integer, List<String>> log) {
    Map<String, Long> next = new TreeMap<>();
    log.values()
        .forEach(
            records ->
                records.forEach(
                    record -> {
                      String key = record.substring(0, record.indexOf('='));
                      long sequence = Long.parseLong(record.substring(key.length() + 1));
                      assertThat(sequence)
                          .as("next of " + key)
                          .isEqualTo(next.getOrDefault(key, 0L));
                      next.put(key, sequence + 1);
                    }));
    assertThat(next.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(sent.get());
  }
}
