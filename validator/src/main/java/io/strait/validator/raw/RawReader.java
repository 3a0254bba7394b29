package io.strait.validator.raw;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Pace;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ReadMeter;
import io.strait.validator.log.StoredRead;
import io.strait.validator.log.Written;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;

/**
 * Reads logs of one cluster as they are stored, over connections of its own. Several reads may be
 * under way in turns. Confined to one thread.
 */
public final class RawReader implements AutoCloseable {
  /** Each fetch has its price: with 1 MiB a scan in the fast mode took 1.3 to 1.6 times as long. */
  private static final int FETCH_BYTES = 4 << 20;

  /** For one record, which is mostly looked at as evidence: little more than its batch. */
  private static final int RECORD_BYTES = 32 << 10;

  private final Cluster cluster;
  private final BrokerClient client;
  private final Fetches fetches;
  private final ReadMeter meter;
  private final Pace pace;
  private final PlainBatch.Decoder decoder =
      new PlainBatch.Decoder(new Inflater(), new RecordWalk());
  private final List<RawRead> reads = new ArrayList<>();

  /**
   * Connects when the first read does.
   *
   * @param stall how long a read may make no progress before it fails
   * @param cancelled asked while waiting; a read then ends with a {@link
   *     io.strait.validator.log.ScanCancelled}
   * @param meter told what each fetch brought; bytes are those of the stored batches
   * @param pace asked after each fetch
   */
  public RawReader(
      Cluster cluster,
      Duration stall,
      Clock clock,
      BooleanSupplier cancelled,
      ReadMeter meter,
      Pace pace) {
    this.cluster = cluster;
    this.client = new BrokerClient(cluster, FETCH_BYTES, stall, clock, cancelled);
    this.fetches = new Fetches(client, new Leaders(client));
    this.meter = meter;
    this.pace = pace;
  }

  /** The log of a partition; ends the reads of the log that was asked for before. */
  public LogView log(TopicPartition partition) {
    reads.forEach(RawRead::close);
    reads.clear();
    return new LogView() {
      @Override
      public LogBounds bounds() {
        return LogBounds.of(cluster, partition);
      }

      @Override
      public Iterator<LogRecord> read(OffsetRange range) {
        return new RecordIterator(open(range, RawRead.View.COMMITTED));
      }

      @Override
      public Iterator<LogRecord> readAll(OffsetRange range) {
        return new RecordIterator(open(range, RawRead.View.DATA));
      }

      @Override
      public Iterator<Written> written(OffsetRange range) {
        return new WrittenIterator(open(range, RawRead.View.EVERYTHING));
      }

      @Override
      public Optional<StoredRead> stored(OffsetRange range) {
        return Optional.of(open(range, RawRead.View.COMMITTED));
      }

      private RawRead open(OffsetRange range, RawRead.View view) {
        RawRead read = new RawRead(RawReader.this, partition, range, view);
        reads.removeIf(RawRead::isOver);
        reads.add(read);
        return read;
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }

  BrokerClient client() {
    return client;
  }

  /** How many bytes a fetch for this many offsets asks for. */
  static int fetchBytes(long offsets) {
    return offsets == 1 ? RECORD_BYTES : FETCH_BYTES;
  }

  Fetches fetches() {
    return fetches;
  }

  PlainBatch.Decoder decoder() {
    return decoder;
  }

  void count(long records, long bytes) {
    meter.read(records, bytes);
    if (bytes > 0) {
      pace.took(bytes);
    }
  }

  RuntimeException outOfRange(
      TopicPartition partition, long position, OffsetOutOfRangeException outside) {
    LogBounds bounds = LogBounds.of(cluster, partition);
    if (position < bounds.start()) {
      return new RangeGone(partition, position);
    }
    String doing =
        "reading "
            + partition
            + " at "
            + position
            + ", outside of its log from "
            + bounds.start()
            + " to "
            + bounds.end();
    return new ClusterException(cluster.alias(), doing, outside);
  }
}
