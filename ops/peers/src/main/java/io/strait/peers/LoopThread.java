package io.strait.peers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One thread of the {@link Loop}: consumes a share of the partitions and produces what it gets. */
final class LoopThread implements Runnable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int FAILED = 1;

  /** One for all records: an object for each would be garbage for each. */
  private static final Callback END_ON_FAILURE =
      (metadata, failure) -> {
        if (failure != null) {
          end(failure);
        }
      };

  private final List<TopicPartition> share;
  private final Map<String, Object> consumerConfig;
  private final Map<String, Object> producerConfig;
  private final Map<TopicPartition, Long> acknowledged = new ConcurrentHashMap<>();
  private long committedAt = System.nanoTime();

  LoopThread(
      String topic,
      List<Integer> partitions,
      Map<String, Object> consumerConfig,
      Map<String, Object> producerConfig) {
    this.share =
        partitions.stream().map(partition -> new TopicPartition(topic, partition)).toList();
    this.consumerConfig = consumerConfig;
    this.producerConfig = producerConfig;
  }

  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                producerConfig, new ByteArraySerializer(), new ByteArraySerializer())) {
      consumer.assign(share);
      while (true) {
        forward(consumer.poll(POLL), producer);
        commitSometimes(consumer);
      }
    } catch (RuntimeException e) {
      end(e);
    }
  }

  private void forward(
      ConsumerRecords<byte[], byte[]> records, KafkaProducer<byte[], byte[]> producer) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
      int last = some.size() - 1;
      for (int i = 0; i < last; i++) {
        producer.send(copy(some.get(i)), END_ON_FAILURE);
      }
      long next = some.get(last).offset() + 1;
      // A partition is acknowledged in order, so the last record speaks for those before it.
      producer.send(
          copy(some.get(last)),
          (metadata, failure) -> {
            END_ON_FAILURE.onCompletion(metadata, failure);
            acknowledged.put(partition, next);
          });
    }
  }

  private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  private void commitSometimes(KafkaConsumer<byte[], byte[]> consumer) {
    long now = System.nanoTime();
    if (now - committedAt < COMMIT_NANOS || acknowledged.isEmpty()) {
      return;
    }
    committedAt = now;
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    acknowledged.forEach(
        (partition, next) -> positions.put(partition, new OffsetAndMetadata(next)));
    consumer.commitAsync(positions, null);
  }

  private static void end(Exception failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(FAILED);
  }
}
