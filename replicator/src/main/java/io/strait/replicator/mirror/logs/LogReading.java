package io.strait.replicator.mirror.logs;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The records of one partition between two offsets, in order. One thread. */
public final class LogReading implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WITHOUT_NEWS = Cluster.CALL_DEADLINE;

  private final Cluster cluster;
  private final TopicPartition partition;
  private final Consumer<byte[], byte[]> consumer;
  private final long to;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled =
      List.<ConsumerRecord<byte[], byte[]>>of().iterator();

  /**
   * Connects; the caller closes it.
   *
   * @param from not before the log's start
   * @param to not behind what such a reader may see
   * @param committed whether records of aborted transactions are left out
   */
  public LogReading(
      Cluster cluster, TopicPartition partition, long from, long to, boolean committed) {
    this.cluster = cluster;
    this.partition = partition;
    this.to = to;
    this.consumer =
        cluster.consumer(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                committed ? "read_committed" : "read_uncommitted",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000));
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
  }

  @Override
  public boolean hasNext() {
    long newsAt = System.nanoTime();
    try {
      while (!polled.hasNext()) {
        long before = consumer.position(partition);
        if (before >= to) {
          return false;
        }
        polled = consumer.poll(POLL).records(partition).iterator();
        if (consumer.position(partition) > before) {
          newsAt = System.nanoTime();
        } else if (System.nanoTime() - newsAt > WITHOUT_NEWS.toNanos()) {
          throw new TimeoutException("no news at " + before + " for " + WITHOUT_NEWS);
        }
      }
    } catch (KafkaException e) {
      throw new ClusterException(cluster.alias(), "reading " + partition, e);
    }
    return true;
  }

  @Override
  public ConsumerRecord<byte[], byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException(partition + " ends at " + to);
    }
    return polled.next();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
