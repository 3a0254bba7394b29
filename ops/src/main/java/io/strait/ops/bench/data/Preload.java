package io.strait.ops.bench.data;

import io.strait.ops.bench.host.BenchFailure;
import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes records of one shape to a topic of the source, evenly over its partitions. */
public final class Preload {
  private static final List<Header> HEADERS =
      List.of(new RecordHeader("trace", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));

  private final Values values;

  /** Takes its values from there. */
  public Preload(Values values) {
    this.values = values;
  }

  /**
   * Writes and waits for the last acknowledgement; keys number the records of a partition from 0.
   *
   * @throws BenchFailure when a record is refused
   */
  public void write(Cluster source, Shape shape, int partitions, long records) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer = source.producer(settings(shape))) {
      for (long n = 0; n < records && failure.get() == null; n++) {
        producer.send(
            record(shape.topic(), (int) (n % partitions), n / partitions, values.get(n)),
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
            });
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new BenchFailure("cannot preload " + shape + ": " + failure.get(), failure.get());
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, long number, byte[] value) {
    return new ProducerRecord<>(topic, partition, null, key(number), value, HEADERS);
  }

  /** The key of the n-th record of a partition. */
  public static byte[] key(long number) {
    return "order-%010d".formatted(number).getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, Object> settings(Shape shape) {
    return Map.of(
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        shape.codec().label(),
        ProducerConfig.BATCH_SIZE_CONFIG,
        shape.batch().bytes(),
        // Long enough that batches leave because they are full.
        ProducerConfig.LINGER_MS_CONFIG,
        shape.batch() == Batch.ONE ? 0 : 2_000,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        64L << 20,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        30_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        120_000,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        120_000L);
  }
}
