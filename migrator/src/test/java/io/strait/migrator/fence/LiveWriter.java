package io.strait.migrator.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** One application that writes without pause and keeps its own account of what was acknowledged. */
final class LiveWriter implements AutoCloseable {
  private final KafkaProducer<String, String> producer;
  private final String topic;
  private final int partitions;
  private final Map<Integer, List<Long>> acked = new ConcurrentHashMap<>();
  private final AtomicInteger ackedCount = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<String> surprises = java.util.Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;
  private volatile boolean stopped;

  LiveWriter(KafkaProducer<String, String> producer, String topic, int partitions) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
    this.thread = new Thread(this::write, "live-writer");
    thread.start();
  }

  int acked() {
    return ackedCount.get();
  }

  int refused() {
    return refused.get();
  }

  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** The acknowledged offsets of a partition, in order of acknowledgement. */
  List<Long> acked(int partition) {
    List<Long> offsets = acked.getOrDefault(partition, List.of());
    synchronized (offsets) {
      return List.copyOf(offsets);
    }
  }

  private void write() {
    for (int i = 0; !stopped; i++) {
      producer.send(
          new ProducerRecord<>(topic, i % partitions, "k", "v" + i),
          (written, error) -> {
            if (error == null) {
              List<Long> offsets =
                  acked.computeIfAbsent(written.partition(), key -> new ArrayList<>());
              synchronized (offsets) {
                offsets.add(written.offset());
              }
              ackedCount.incrementAndGet();
            } else if (error instanceof TopicAuthorizationException) {
              refused.incrementAndGet();
            } else {
              surprises.add(error.toString());
            }
          });
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
