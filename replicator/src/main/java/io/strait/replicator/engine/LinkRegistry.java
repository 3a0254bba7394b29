package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.LinkName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** The links that end at one cluster, kept there in the compacted topic {@code strait.links}. */
final class LinkRegistry {
  static final String TOPIC = "strait.links";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final int REPLICAS = 3;
  private static final Duration POLL = Duration.ofMillis(200);

  private final Cluster target;

  LinkRegistry(Cluster target) {
    this.target = target;
  }

  /** Creates the topic if it is missing. */
  void prepare() {
    TopicObserver topics = new TopicObserver(target);
    if (!topics.observe(List.of(TOPIC)).containsKey(TOPIC)) {
      topics.apply(
          new TopicChange.Create(
              TOPIC,
              1,
              Math.min(REPLICAS, topics.brokers()),
              Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    }
  }

  /** The last record of this link, if there is one; reads the whole topic. */
  Optional<LinkRecord> read(LinkName link) {
    Optional<byte[]> found = Optional.empty();
    try (Consumer<byte[], byte[]> consumer = target.consumer(Map.of())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      long until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
      while (consumer.position(PARTITION) < end) {
        if (System.nanoTime() - until > 0) {
          throw new TimeoutException(
              "read up to offset "
                  + consumer.position(PARTITION)
                  + " of "
                  + end
                  + " within "
                  + Cluster.CALL_DEADLINE
                  + "; it is tried again");
        }
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
          if (link.value().equals(new String(entry.key(), StandardCharsets.UTF_8))) {
            found = Optional.ofNullable(entry.value());
          }
        }
      }
    } catch (KafkaException | TimeoutException e) {
      throw new ClusterException(target.alias(), "reading " + TOPIC, e);
    }
    return found.map(LinkRecord::fromBytes);
  }

  /** Replaces the link's record; returns once all replicas have it. */
  void write(LinkName link, LinkRecord content) {
    String doing = "writing link '" + link + "' to " + TOPIC;
    try (Producer<byte[], byte[]> producer = target.producer(Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  TOPIC, 0, link.value().getBytes(StandardCharsets.UTF_8), content.toBytes()))
          .get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(target.alias(), doing, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(target.alias(), doing, e);
    }
  }
}
