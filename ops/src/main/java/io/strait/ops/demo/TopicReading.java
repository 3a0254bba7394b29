package io.strait.ops.demo;

import io.strait.replicator.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a whole topic, once, from its log start to the log end at the moment of asking. */
final class TopicReading {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private TopicReading() {}

  /**
   * Everything the topic holds, in log order within each partition.
   *
   * @throws IllegalStateException if the end is not reached within 30 s
   */
  static List<Seen> whole(Cluster cluster, String topic) {
    return read(cluster, topic, Seen::of);
  }

  /** The same as it is. */
  static List<Raw> raw(Cluster cluster, String topic) {
    return read(
        cluster,
        topic,
        record -> new Raw(record.partition() + "@" + record.offset(), record.value()));
  }

  /**
   * A record's value.
   *
   * @param place partition and offset
   */
  record Raw(String place, byte[] value) {}

  private static <T> List<T> read(
      Cluster cluster, String topic, Function<ConsumerRecord<byte[], byte[]>, T> as) {
    List<T> log = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "topic '"
                  + topic
                  + "' on '"
                  + cluster.alias()
                  + "' could not be read to its end within "
                  + DEADLINE);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
            log.add(as.apply(record));
          }
        }
      }
    }
    return log;
  }
}
