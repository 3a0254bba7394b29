package io.strait.replicator.sync.schema;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads a topic and lists which schema ids really occur: magic byte 0 and a big-endian id of 4
 * bytes, in keys and in values. Needs READ on the topic; joins no group. One thread; one use.
 *
 * <p>Not guaranteed: that what looks like an id is one. Bytes that begin with 0 by chance are
 * listed as an id that no registry has. Ids in headers and ids of 8 bytes are counted and noted.
 */
public final class IdScan {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final int SHORTEST = 5;
  private static final int LONG_ID = 9;

  private record Where(boolean key, int id) {}

  private final Cluster source;
  private final String topic;
  private final Map<Where, IdUse> uses = new HashMap<>();
  private final Map<String, Long> others = new HashMap<>();
  private long records;

  /** Does not close the cluster. */
  public IdScan(Cluster source, String topic) {
    this.source = source;
    this.topic = topic;
  }

  /**
   * Looks at the newest records of each partition, or at all that is there now.
   *
   * @param most of each partition, the newest; empty for all
   * @throws ClusterException if the topic cannot be read
   */
  public IdScanResult run(OptionalInt most) {
    try (Consumer<byte[], byte[]> consumer =
        source.consumer(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      boolean whole = true;
      for (TopicPartition one : partitions) {
        long from = begins.get(one);
        if (most.isPresent() && ends.get(one) - most.getAsInt() > from) {
          from = ends.get(one) - most.getAsInt();
          whole = false;
        }
        consumer.seek(one, from);
      }
      read(consumer, ends);
      return result(whole);
    } catch (KafkaException e) {
      throw new ClusterException(source.alias(), "reading topic '" + topic + "' for schema ids", e);
    }
  }

  private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    long heard = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var found = consumer.poll(POLL);
      if (!found.isEmpty()) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > SILENCE.toNanos()) {
        throw new org.apache.kafka.common.errors.TimeoutException(
            "no record within " + SILENCE.toSeconds() + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : found) {
        if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
          look(record);
        }
      }
    }
  }

  private void look(ConsumerRecord<byte[], byte[]> record) {
    records++;
    IdUse.Place place = new IdUse.Place(record.partition(), record.offset());
    part(true, record.key(), place);
    part(false, record.value(), place);
    for (Header header : record.headers()) {
      if (isIdHeader(header.key())) {
        others.merge("records with an id in the header '" + header.key() + "'", 1L, Long::sum);
      }
    }
  }

  /** Of Confluent's serializers since 8.0 and of Apicurio's, if told to. */
  private static boolean isIdHeader(String name) {
    return name.equals("__key_schema_id")
        || name.equals("__value_schema_id")
        || name.startsWith("apicurio.") && name.endsWith("Id");
  }

  private void part(boolean key, byte[] bytes, IdUse.Place place) {
    if (bytes == null || bytes.length < SHORTEST || bytes[0] != 0) {
      return;
    }
    int id = ByteBuffer.wrap(bytes).getInt(1);
    if (id == 0 && bytes.length >= LONG_ID) {
      others.merge("records that may have an id of 8 bytes (Apicurio 2's default)", 1L, Long::sum);
      return;
    }
    uses.merge(new Where(key, id), IdUse.once(topic, key, id, place), IdUse::and);
  }

  private IdScanResult result(boolean whole) {
    List<IdUse> sorted = new ArrayList<>(uses.values());
    sorted.sort(Comparator.comparing((IdUse one) -> !one.key()).thenComparingInt(IdUse::id));
    List<String> notes =
        others.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one -> one.getValue() + " " + one.getKey() + ": not rewritten, not looked up")
            .toList();
    return new IdScanResult(topic, records, whole, sorted, notes);
  }
}
