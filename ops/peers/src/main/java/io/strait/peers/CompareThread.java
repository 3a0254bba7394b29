package io.strait.peers;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One thread of {@link Compare}: reads its partitions from both sides and pairs what comes. A side
 * that is ahead is paused, so that memory stays bounded.
 */
final class CompareThread {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int MOST_AHEAD = 20_000;

  private final List<TopicPartition> share;
  private final Map<String, Object> source;
  private final Map<String, Object> target;
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> fromSource =
      new HashMap<>();
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> fromTarget =
      new HashMap<>();
  private long equal;

  CompareThread(
      String topic,
      List<Integer> partitions,
      Map<String, Object> source,
      Map<String, Object> target) {
    this.share =
        partitions.stream().map(partition -> new TopicPartition(topic, partition)).toList();
    this.source = source;
    this.target = target;
  }

  long run() {
    try (KafkaConsumer<byte[], byte[]> from = consumer(source);
        KafkaConsumer<byte[], byte[]> to = consumer(target)) {
      for (TopicPartition partition : share) {
        fromSource.put(partition, new ArrayDeque<>());
        fromTarget.put(partition, new ArrayDeque<>());
      }
      long expected = total(from);
      if (expected != total(to)) {
        throw new IllegalStateException("one side holds " + expected + " records, the other not");
      }
      while (equal < expected) {
        take(from, fromSource);
        take(to, fromTarget);
        share.forEach(this::pair);
      }
    }
    return equal;
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(share);
    consumer.seekToBeginning(share);
    return consumer;
  }

  private long total(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(share);
    return consumer.endOffsets(share).entrySet().stream()
        .mapToLong(end -> end.getValue() - starts.get(end.getKey()))
        .sum();
  }

  private static void take(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting) {
    Set<TopicPartition> full =
        waiting.entrySet().stream()
            .filter(one -> one.getValue().size() > MOST_AHEAD)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    consumer.resume(consumer.paused());
    consumer.pause(full);
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    for (TopicPartition partition : records.partitions()) {
      waiting.get(partition).addAll(records.records(partition));
    }
  }

  private void pair(TopicPartition partition) {
    Deque<ConsumerRecord<byte[], byte[]>> one = fromSource.get(partition);
    Deque<ConsumerRecord<byte[], byte[]>> other = fromTarget.get(partition);
    for (int pairs = Math.min(one.size(), other.size()); pairs > 0; pairs--) {
      ConsumerRecord<byte[], byte[]> from = one.poll();
      if (!same(from, other.poll())) {
        throw new IllegalStateException(partition + " differs at offset " + from.offset());
      }
      equal++;
    }
  }

  private static boolean same(
      ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
    return one.offset() == other.offset()
        && one.timestamp() == other.timestamp()
        && Arrays.equals(one.key(), other.key())
        && Arrays.equals(one.value(), other.value())
        && same(one.headers().toArray(), other.headers().toArray());
  }

  private static boolean same(Header[] one, Header[] other) {
    boolean same = one.length == other.length;
    for (int i = 0; same && i < one.length; i++) {
      same = one[i].key().equals(other[i].key()) && Arrays.equals(one[i].value(), other[i].value());
    }
    return same;
  }
}
