package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Seeded values for few keys, in batches over several segments, with tombstones among them. */
final class KeyedLoad {
  private static final int KEYS = 40;
  private static final int ROUNDS = 5;
  private static final int RECORDS = 120;

  private KeyedLoad() {}

  /** Sends and returns how many records that were. */
  static int send(Cluster cluster, TopicPartition to, long seed) {
    Random random = new Random(seed);
    try (Producer<byte[], byte[]> producer =
        cluster.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 20))) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < RECORDS; i++) {
          byte[] key = ("key " + random.nextInt(KEYS)).getBytes(StandardCharsets.UTF_8);
          byte[] value =
              random.nextInt(10) == 0
                  ? null
                  : (seed + " " + round + " " + i).getBytes(StandardCharsets.UTF_8);
          producer.send(new ProducerRecord<>(to.topic(), to.partition(), key, value));
        }
        producer.flush();
        // Segments end by time, and only the next append notices.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(350));
      }
    }
    return ROUNDS * RECORDS;
  }
}
