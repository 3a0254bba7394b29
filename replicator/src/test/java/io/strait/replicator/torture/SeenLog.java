package io.strait.replicator.torture;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * What a partition holds for a read_committed consumer.
 *
 * @param start log start
 * @param end last stable offset
 * @param records all in between, in order
 */
record SeenLog(long start, long end, List<Seen> records) {
  private static final Duration POLL = Duration.ofMillis(300);

  /** Reads the whole partition. */
  static SeenLog read(Cluster cluster, TopicPartition partition) {
    List<Seen> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer(cluster)) {
      consumer.assign(List.of(partition));
      long start = consumer.beginningOffsets(List.of(partition)).get(partition);
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.seek(partition, start);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
          records.add(seen(entry));
        }
      }
      return new SeenLog(start, end, records);
    }
  }

  /** Last stable offset now. */
  static long end(Cluster cluster, TopicPartition partition) {
    try (Consumer<byte[], byte[]> consumer = consumer(cluster)) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  private static Consumer<byte[], byte[]> consumer(Cluster cluster) {
    return cluster.consumer(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // Retention may delete what was about to be read.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest"));
  }

  private static Seen seen(ConsumerRecord<byte[], byte[]> entry) {
    MessageDigest digest = digest();
    digest.update(Long.toString(entry.timestamp()).getBytes(StandardCharsets.UTF_8));
    update(digest, entry.key());
    update(digest, entry.value());
    String id = "-";
    for (Header header : entry.headers()) {
      update(digest, header.key().getBytes(StandardCharsets.UTF_8));
      update(digest, header.value());
      if (header.key().equals(Records.ID)) {
        id = new String(header.value(), StandardCharsets.UTF_8);
      }
    }
    return new Seen(
        entry.offset(),
        entry.timestamp(),
        id,
        entry.key() == null ? "null" : HexFormat.of().formatHex(digest().digest(entry.key())),
        entry.value() == null,
        HexFormat.of().formatHex(digest.digest()));
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update((bytes == null ? "null;" : bytes.length + ";").getBytes(StandardCharsets.UTF_8));
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
