package io.strait.validator.log;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One read_committed consumer that several reads use in turns: a read that finds the consumer at
 * another's place takes it back to its own. A second one that also sees what was aborted is opened
 * when it is first needed. Confined to one thread.
 */
public final class ReadingConsumer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * The short fetch wait matters when a read jumps: the fetch under way at the end of a log must
   * first come back, which by default takes 500 ms.
   */
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.CLIENT_ID_CONFIG,
          "strait-validator",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          2_000,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          10,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          16 << 20,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          4 << 20);

  private final Cluster cluster;
  private final boolean committed;
  private final Consumer<byte[], byte[]> consumer;
  private final Duration stall;
  private final Clock clock;
  private final BooleanSupplier cancelled;
  private final ReadMeter meter;
  private final Pace pace;
  private Object owner = this;
  private Optional<ReadingConsumer> uncommitted = Optional.empty();

  /**
   * Opens the consumer; nothing is sent until the first read.
   *
   * @param cancelled asked between polls; a read then ends with a {@link ScanCancelled}
   * @param meter told what each poll brought; bytes are those of keys and values
   * @param pace asked after each poll
   */
  public ReadingConsumer(
      Cluster cluster,
      Duration stall,
      Clock clock,
      BooleanSupplier cancelled,
      ReadMeter meter,
      Pace pace) {
    this(cluster, stall, clock, cancelled, meter, pace, true, Map.of());
  }

  /**
   * The same with other settings of the consumer, for whoever reads little in many places.
   *
   * @param overrides settings that replace those of a scan
   */
  public ReadingConsumer(
      Cluster cluster,
      Duration stall,
      Clock clock,
      BooleanSupplier cancelled,
      ReadMeter meter,
      Pace pace,
      Map<String, Object> overrides) {
    this(cluster, stall, clock, cancelled, meter, pace, true, overrides);
  }

  private ReadingConsumer(
      Cluster cluster,
      Duration stall,
      Clock clock,
      BooleanSupplier cancelled,
      ReadMeter meter,
      Pace pace,
      boolean committed,
      Map<String, Object> overrides) {
    this.cluster = cluster;
    this.committed = committed;
    this.stall = stall;
    this.clock = clock;
    this.cancelled = cancelled;
    this.meter = meter;
    this.pace = pace;
    Map<String, Object> settings = new HashMap<>(SETTINGS);
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, committed ? "read_committed" : "read_uncommitted");
    settings.putAll(overrides);
    this.consumer = cluster.consumer(settings);
  }

  /** The log of a partition, read through this consumer. */
  public LogView log(TopicPartition partition) {
    return new LogView() {
      @Override
      public LogBounds bounds() {
        return LogBounds.of(cluster, partition);
      }

      @Override
      public Iterator<LogRecord> read(OffsetRange range) {
        return new RangeRead(ReadingConsumer.this, partition, range);
      }

      @Override
      public Iterator<LogRecord> readAll(OffsetRange range) {
        return new RangeRead(everything(), partition, range);
      }

      @Override
      public Optional<LedRecord> first(OffsetRange range) {
        return new RangeRead(ReadingConsumer.this, partition, range).first();
      }
    };
  }

  private ReadingConsumer everything() {
    if (committed && uncommitted.isEmpty()) {
      uncommitted =
          Optional.of(
              new ReadingConsumer(cluster, stall, clock, cancelled, meter, pace, false, Map.of()));
    }
    return uncommitted.orElse(this);
  }

  /** The next records at {@code position}, and where the consumer then stands. */
  Fetched fetch(Object reader, TopicPartition partition, long position) {
    long patience = clock.millis() + stall.toMillis();
    try {
      claim(reader, partition, position);
      while (true) {
        if (cancelled.getAsBoolean()) {
          throw new ScanCancelled();
        }
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
        long now = consumer.position(partition);
        if (now > position) {
          count(records);
          return new Fetched(records, now);
        }
        if (clock.millis() > patience) {
          throw new TimeoutException("no progress for " + stall + " at offset " + position);
        }
      }
    } catch (OffsetOutOfRangeException outside) {
      owner = this;
      throw outOfRange(partition, position, outside);
    } catch (KafkaException failed) {
      owner = this;
      throw new ClusterException(
          cluster.alias(), "reading " + partition + " at " + position, failed);
    }
  }

  private void count(List<ConsumerRecord<byte[], byte[]>> records) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
    meter.read(records.size(), bytes);
    if (bytes > 0) {
      pace.took(bytes);
    }
  }

  /** What one fetch brought, and the position behind it. */
  record Fetched(List<ConsumerRecord<byte[], byte[]>> records, long position) {}

  @Override
  public void close() {
    uncommitted.ifPresent(ReadingConsumer::close);
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }

  private void claim(Object reader, TopicPartition partition, long position) {
    if (owner != reader) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, position);
      owner = reader;
    }
  }

  private RuntimeException outOfRange(
      TopicPartition partition, long position, OffsetOutOfRangeException outside) {
    LogBounds bounds = LogBounds.of(cluster, partition);
    return position < bounds.start()
        ? new RangeGone(partition, position)
        : new ClusterException(
            cluster.alias(),
            "reading "
                + partition
                + " at "
                + position
                + ", outside of its log from "
                + bounds.start()
                + " to "
                + bounds.end(),
            outside);
  }
}
