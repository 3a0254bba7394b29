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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * What a partition holds for a consumer.
 *
 * @param start log start
 * @param end up to where the consumer may read
 * @param records all in between, in order
 */
record SeenLog(long start, long end, List<Seen> records) {
  private static final Duration POLL = Duration.ofMillis(300);

  /** Reads the whole partition. */
  static SeenLog read(Cluster cluster, TopicPartition partition, Isolation isolation) {
    List<Seen> records = new ArrayList<>();
    long[] bounds = each(cluster, partition, isolation, entry -> records.add(seen(entry)));
    return new SeenLog(bounds[0], bounds[1], records);
  }

  /** Hands over every record and answers with the first offset and the end. */
  static long[] each(
      Cluster cluster,
      TopicPartition partition,
      Isolation isolation,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    try (var consumer = consumer(cluster, isolation)) {
      consumer.assign(List.of(partition));
      long start = consumer.beginningOffsets(List.of(partition)).get(partition);
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.seek(partition, start);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(taker);
      }
      return new long[] {start, end};
    }
  }

  private static org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer(
      Cluster cluster, Isolation isolation) {
    return cluster.consumer(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation.setting(),
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
