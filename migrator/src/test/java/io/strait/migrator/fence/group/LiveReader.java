package io.strait.migrator.fence.group;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** One application that reads and commits by itself, as most do. */
final class LiveReader implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final String topic;
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean stopped;

  LiveReader(KafkaConsumer<String, String> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
    this.thread = new Thread(this::run, "live-reader");
    thread.start();
  }

  int read() {
    return read.get();
  }

  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  private void run() {
    consumer.subscribe(List.of(topic));
    while (!stopped) {
      try {
        read.addAndGet(consumer.poll(Duration.ofMillis(100)).count());
      } catch (WakeupException e) {
        stopped = true;
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      }
    }
    try {
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public void close() {
    stopped = true;
    consumer.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
