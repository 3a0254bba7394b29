package io.strait.replicator.share;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.LinkName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** The compacted topic of one shared link. Belongs to one thread. */
final class ShareLog implements AutoCloseable {
  private static final int REPLICAS = 3;
  private static final byte[] PLAN = key("plan");
  private static final Duration WAIT = Duration.ofMillis(5);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Cluster target;
  private final String topic;
  private final TopicPartition partition;
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;

  /** Creates the topic if it is missing and reads from its beginning. */
  ShareLog(Cluster target, LinkName link) {
    this.target = target;
    this.topic = topic(link);
    this.partition = new TopicPartition(topic, 0);
    prepare();
    this.consumer = target.consumer(Map.of());
    this.producer = target.producer(Map.of());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  static String topic(LinkName link) {
    return "strait.shares." + link;
  }

  private void prepare() {
    TopicObserver topics = new TopicObserver(target);
    if (!topics.observe(List.of(topic)).containsKey(topic)) {
      topics.apply(
          new TopicChange.Create(
              topic,
              1,
              Math.min(REPLICAS, topics.brokers()),
              Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    }
  }

  /** Hands on what came since the last call; waits some milliseconds at most for more. */
  void poll(Consumer<SharePlan> plans, Consumer<SlotReport> reports) {
    try {
      for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(WAIT)) {
        if (entry.value() == null) {
          continue;
        }
        if (java.util.Arrays.equals(entry.key(), PLAN)) {
          plans.accept(ShareJson.plan(entry.value()));
        } else {
          reports.accept(ShareJson.report(entry.value()));
        }
      }
    } catch (KafkaException e) {
      throw new ClusterException(target.alias(), "reading " + topic, e);
    }
  }

  /** Offset of the next record to be read. */
  long position() {
    return consumer.position(partition);
  }

  /** Where the log ends now. */
  long end() {
    try {
      return consumer.endOffsets(List.of(partition)).get(partition);
    } catch (KafkaException e) {
      throw new ClusterException(target.alias(), "reading the end of " + topic, e);
    }
  }

  /** Returns the offset once all replicas have it. */
  long write(SharePlan plan) {
    return write(PLAN, ShareJson.bytes(plan));
  }

  /** Returns once all replicas have it. */
  void write(SlotReport report) {
    write(key("slot/" + report.slot()), ShareJson.bytes(report));
  }

  private long write(byte[] key, byte[] value) {
    String doing = "writing to " + topic;
    try {
      return producer
          .send(new ProducerRecord<>(topic, 0, key, value))
          .get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(target.alias(), doing, e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new ClusterException(target.alias(), doing, e);
    }
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(CLOSE);
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
  }
}
