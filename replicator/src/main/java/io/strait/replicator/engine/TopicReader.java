package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions from their beginning to where they end when the reading begins; keeps its
 * connection for the next time. Any thread; who comes second waits.
 */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WITHOUT_NEWS = Cluster.CALL_DEADLINE;
  private static final int SOON_MILLIS = 20;

  private final Cluster cluster;
  private Optional<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> opened =
      Optional.empty();

  /** Makes nothing yet. */
  TopicReader(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Makes what reads, so that the first reading need not wait for that. */
  synchronized void open() {
    if (opened.isEmpty()) {
      opened =
          Optional.of(
              cluster.consumer(
                  Map.of(
                      ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                      "read_committed",
                      // The topics may have been made a moment ago.
                      ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                      500,
                      ConsumerConfig.RETRY_BACKOFF_MS_CONFIG,
                      SOON_MILLIS)));
    }
  }

  /**
   * Hands over every committed record of each partition, in its order.
   *
   * @throws ClusterException if one cannot be read, or no record comes for {@link
   *     Cluster#CALL_DEADLINE}
   */
  synchronized void read(Map<TopicPartition, Consumer<ConsumerRecord<byte[], byte[]>>> each) {
    read(each, true);
  }

  /**
   * The same, but from where the last reading ended, if that was of the same partitions. After a
   * failure what was handed over is not known, so the next reading needs another reader.
   *
   * @throws ClusterException as {@link #read} does
   */
  synchronized void readOn(Map<TopicPartition, Consumer<ConsumerRecord<byte[], byte[]>>> each) {
    read(each, false);
  }

  private void read(
      Map<TopicPartition, Consumer<ConsumerRecord<byte[], byte[]>>> each, boolean anew) {
    open();
    var consumer = opened.orElseThrow();
    Set<TopicPartition> partitions = each.keySet();
    try {
      if (anew || !consumer.assignment().equals(partitions)) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long left = left(consumer, ends);
      long newsAt = System.nanoTime();
      while (left > 0) {
        if (System.nanoTime() - newsAt > WITHOUT_NEWS.toNanos()) {
          throw new TimeoutException(
              "stayed " + left + " offsets before the end for " + WITHOUT_NEWS + "; try again");
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          each.get(new TopicPartition(record.topic(), record.partition())).accept(record);
        }
        long now = left(consumer, ends);
        newsAt = now < left ? System.nanoTime() : newsAt;
        left = now;
      }
    } catch (KafkaException | TimeoutException e) {
      throw new ClusterException(cluster.alias(), "reading " + partitions, e);
    }
  }

  /** How much is before the ends, over all; nothing is asked about what is empty. */
  private static long left(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .filter(end -> end.getValue() > 0)
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  /** At once: nothing is under way, and a cluster that is away must not hold up an end. */
  @Override
  public synchronized void close() {
    opened.ifPresent(consumer -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
  }
}
