package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the timestamp of the first record at or behind given offsets. Confined to one thread. */
final class OldestRecord implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Cluster cluster;
  private final Duration patience;
  private final Clock clock;
  private final Consumer<byte[], byte[]> consumer;

  OldestRecord(Cluster cluster, Duration patience, Clock clock) {
    this.cluster = cluster;
    this.patience = patience;
    this.clock = clock;
    this.consumer =
        cluster.consumer(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "strait-lag",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                16 << 10));
  }

  /** Partitions whose record was not read within the patience are left out. */
  Map<TopicPartition, Long> timestamps(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> timestamps = new HashMap<>();
    if (from.isEmpty()) {
      return timestamps;
    }
    try {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      Set<TopicPartition> waiting = new HashSet<>(from.keySet());
      long until = clock.millis() + patience.toMillis();
      while (!waiting.isEmpty() && clock.millis() < until) {
        take(consumer.poll(POLL), waiting, timestamps, ends);
      }
      consumer.assign(List.of());
      return timestamps;
    } catch (KafkaException failed) {
      throw new ClusterException(cluster.alias(), "reading the oldest records not copied", failed);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }

  /**
   * A partition whose rest is only markers and aborted data is passed to its end without a record.
   */
  private void take(
      ConsumerRecords<byte[], byte[]> records,
      Set<TopicPartition> waiting,
      Map<TopicPartition, Long> timestamps,
      Map<TopicPartition, Long> ends) {
    for (TopicPartition partition : Set.copyOf(waiting)) {
      List<ConsumerRecord<byte[], byte[]>> found = records.records(partition);
      if (!found.isEmpty()) {
        timestamps.put(partition, found.get(0).timestamp());
      } else if (consumer.position(partition) >= ends.get(partition)) {
        timestamps.put(partition, clock.millis());
      } else {
        continue;
      }
      waiting.remove(partition);
      consumer.pause(List.of(partition));
    }
  }
}
