package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** A compacted partition: numbered keys, and what is left of them. */
final class Compacted {
  /** Cleaned as often as can be; tombstones stay for a second. */
  static final Map<String, String> QUICKLY =
      Map.of(
          "cleanup.policy", "compact",
          "segment.ms", "300",
          "min.cleanable.dirty.ratio", "0",
          "delete.retention.ms", "1000");

  private final Cluster cluster;
  private final TopicPartition partition;

  Compacted(Cluster cluster, TopicPartition partition) {
    this.cluster = cluster;
    this.partition = partition;
  }

  /** One record for each of the keys {@code [from, to)}; no value is a tombstone. */
  void send(int from, int to, String value) {
    try (Producer<byte[], byte[]> producer =
        cluster.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 5))) {
      for (int i = from; i < to; i++) {
        producer.send(
            new ProducerRecord<>(
                partition.topic(), partition.partition(), bytes("key " + i), bytes(value)));
      }
    }
  }

  /** Waits until no record of these keys is left; appends what ends a segment meanwhile. */
  void awaitForgotten(int from, int to) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              send(1_000_000, 1_000_001, "ends a segment");
              Map<String, Long> last = offsets();
              return IntStream.range(from, to).noneMatch(i -> last.containsKey("key " + i));
            });
  }

  /**
   * The last value of each key that has one, {@code minimum} being the first offset that counts.
   */
  Map<String, String> state(long minimum) {
    Map<String, String> state = new TreeMap<>();
    read(
        (key, entry) -> {
          if (entry.value() == null || entry.offset() < minimum) {
            state.remove(key);
          } else {
            state.put(key, new String(entry.value(), StandardCharsets.UTF_8));
          }
        });
    return state;
  }

  Map<String, String> state() {
    return state(0);
  }

  private Map<String, Long> offsets() {
    Map<String, Long> last = new TreeMap<>();
    read((key, entry) -> last.put(key, entry.offset()));
    return last;
  }

  private void read(BiConsumer<String, ConsumerRecord<byte[], byte[]>> each) {
    try (Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
          each.accept(new String(entry.key(), StandardCharsets.UTF_8), entry);
        }
      }
    }
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
