package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Seeded records of all shapes, over one producer per codec. */
final class Load {
  static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private final Cluster cluster;
  private final String topic;
  private final int partitions;
  private final Random random;

  Load(Cluster cluster, String topic, int partitions, long seed) {
    this.cluster = cluster;
    this.topic = topic;
    this.partitions = partitions;
    this.random = new Random(seed);
  }

  /** Sends and waits until all are acknowledged; every codec occurs in every partition. */
  void send(int records) {
    List<Producer<byte[], byte[]>> producers = new ArrayList<>();
    AtomicLong failed = new AtomicLong();
    try {
      for (String codec : CODECS) {
        producers.add(
            cluster.producer(
                Map.of(
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    codec,
                    ProducerConfig.LINGER_MS_CONFIG,
                    2,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    60_000)));
      }
      for (int i = 0; i < records; i++) {
        producers
            .get(random.nextInt(producers.size()))
            .send(
                next(),
                (metadata, error) -> {
                  if (error != null) {
                    failed.incrementAndGet();
                  }
                });
      }
    } finally {
      producers.forEach(Producer::close);
    }
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " records of the load were not acknowledged");
    }
  }

  /** The same on a thread of its own. */
  CompletableFuture<Void> sendBeside(int records) {
    return CompletableFuture.runAsync(() -> send(records));
  }

  private ProducerRecord<byte[], byte[]> next() {
    List<Header> headers = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      headers.add(new RecordHeader("h" + i, random.nextBoolean() ? null : bytes(20)));
    }
    return new ProducerRecord<>(
        topic,
        random.nextInt(partitions),
        random.nextInt(5) == 0 ? null : bytes(30),
        random.nextInt(20) == 0 ? null : bytes(600),
        headers);
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }
}
