package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Says what one cluster's log holds at an offset. One thread; needs READ on the topics it is asked
 * about.
 */
public final class LogPeek implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BYTES = 64 << 10;

  private final Cluster cluster;
  private Optional<Consumer<byte[], byte[]>> committed = Optional.empty();
  private Optional<Consumer<byte[], byte[]>> everything = Optional.empty();

  /** Connects with the first question; the cluster stays open when this is closed. */
  public LogPeek(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What an offset holds. */
  public enum Held {
    /** A record. */
    RECORD,
    /** A record of a transaction that was aborted. */
    ABORTED,
    /** A record of a transaction that is still open. */
    OPEN,
    /** No record: the end of a transaction, a filler, or what compaction removed. */
    NO_DATA,
    /** The log begins behind it. */
    DELETED,
    /** The log ends there or before. */
    NOT_WRITTEN,
    /** The brokers did not bring it in time. */
    UNKNOWN
  }

  /**
   * An answer.
   *
   * @param held what is there
   * @param found the record, if it is a committed one
   */
  public record Peeked(Held held, Optional<ConsumerRecord<byte[], byte[]>> found) {}

  /**
   * Looks at one offset.
   *
   * @param start the log's start
   * @param end the log's end
   * @throws ClusterException if it cannot be read
   */
  public Peeked at(TopicPartition partition, long offset, long start, long end) {
    if (offset < start) {
      return new Peeked(Held.DELETED, Optional.empty());
    }
    if (offset >= end) {
      return new Peeked(Held.NOT_WRITTEN, Optional.empty());
    }
    committed = Optional.of(committed.orElseGet(() -> open("read_committed")));
    First first = first(committed.get(), partition, offset);
    if (first.at() == offset) {
      return new Peeked(Held.RECORD, first.found());
    }
    everything = Optional.of(everything.orElseGet(() -> open("read_uncommitted")));
    First any = first(everything.get(), partition, offset);
    Held held =
        any.at() == offset
            ? (first.stable() > offset ? Held.ABORTED : Held.OPEN)
            : any.at() < 0 ? Held.UNKNOWN : Held.NO_DATA;
    return new Peeked(held, Optional.empty());
  }

  /**
   * The first record at or behind an offset.
   *
   * @param at its offset; the log's end if there is none, -1 if it did not come in time
   * @param stable the last stable offset, or the high watermark
   */
  private record First(long at, long stable, Optional<ConsumerRecord<byte[], byte[]>> found) {}

  private First first(Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    try {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.seek(partition, offset);
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() - until < 0) {
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
        if (!records.isEmpty()) {
          return new First(records.get(0).offset(), end, Optional.of(records.get(0)));
        }
        if (consumer.position(partition) >= end) {
          return new First(end, end, Optional.empty());
        }
      }
      return new First(-1, end, Optional.empty());
    } catch (KafkaException e) {
      throw new ClusterException(cluster.alias(), "reading " + partition + "@" + offset, e);
    }
  }

  private Consumer<byte[], byte[]> open(String isolation) {
    return cluster.consumer(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES));
  }

  @Override
  public void close() {
    committed.ifPresent(open -> open.close(CloseOptions.timeout(Duration.ZERO)));
    everything.ifPresent(open -> open.close(CloseOptions.timeout(Duration.ZERO)));
  }
}
