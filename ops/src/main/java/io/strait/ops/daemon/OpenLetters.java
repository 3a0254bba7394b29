package io.strait.ops.daemon;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The letters of one dead-letter topic that nobody has settled yet. A letter has an id, the same
 * however often it is put aside; a record with the same id and a mark, in a committed transaction,
 * settles it. Belongs to one thread.
 */
final class OpenLetters {
  private static final String ID = "strait.dlq.id";
  private static final String MARK = "strait.dlq.mark";
  private static final Duration POLL = Duration.ofMillis(200);

  private final TopicPartition topic;
  private final Set<String> open = new HashSet<>();
  private long readTo;

  OpenLetters(String topic) {
    this.topic = new TopicPartition(topic, 0);
  }

  TopicPartition topic() {
    return topic;
  }

  /** How many there are; reads what is new up to {@code end}. */
  long count(Cluster target, long start, long end) {
    if (end < readTo) {
      open.clear();
      readTo = 0;
    }
    long from = Math.max(start, readTo);
    if (from < end) {
      read(target, from, end);
    }
    return size();
  }

  /** How many there were when it was last read. */
  long size() {
    return open.size();
  }

  void take(Headers headers) {
    text(headers, ID)
        .ifPresent(
            id -> {
              if (text(headers, MARK).isPresent()) {
                open.remove(id);
              } else {
                open.add(id);
              }
            });
  }

  private void read(Cluster target, long from, long end) {
    long until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
    try (Consumer<byte[], byte[]> consumer =
        target.consumer(
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"))) {
      consumer.assign(List.of(topic));
      consumer.seek(topic, from);
      long decided = Math.min(end, consumer.endOffsets(List.of(topic)).get(topic));
      while (consumer.position(topic) < decided && System.nanoTime() - until < 0) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
          take(one.headers());
        }
        readTo = consumer.position(topic);
      }
    }
  }

  private static Optional<String> text(Headers headers, String name) {
    Header last = headers.lastHeader(name);
    return last == null || last.value() == null
        ? Optional.empty()
        : Optional.of(new String(last.value(), StandardCharsets.UTF_8));
  }
}
