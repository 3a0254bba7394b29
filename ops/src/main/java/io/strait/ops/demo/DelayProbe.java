package io.strait.ops.demo;

import io.strait.replicator.cluster.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how long a record takes from the producer's timestamp to a reader of the mirror topic.
 *
 * <p>Includes the producer's own linger and the fetches of both readers. Reads from the log end on,
 * so a backlog that was there before does not count. One thread; read the histogram when it has
 * ended.
 */
final class DelayProbe implements Runnable {
  private static final long HIGHEST_MILLIS = 3_600_000;

  private final Cluster target;
  private final String topic;
  private final Clock clock;
  private final Histogram millis = new Histogram(HIGHEST_MILLIS, 3);
  private volatile boolean stopping;

  DelayProbe(Cluster target, String topic, Clock clock) {
    this.target = target;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (Consumer<byte[], byte[]> consumer = target.consumer(Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          long delay = clock.millis() - record.timestamp();
          millis.recordValue(Math.min(HIGHEST_MILLIS, Math.max(0, delay)));
        }
      }
    }
  }

  void stop() {
    stopping = true;
  }

  /** Delays in milliseconds. */
  Histogram millis() {
    return millis;
  }
}
