package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
  private final boolean shared;
  private final boolean follows;

  /**
   * @param shared several engines of one link may write at the same time
   * @param follows a source topic that was created again is followed
   */
  LinkRegistry(Cluster target, boolean shared, boolean follows) {
    this.target = target;
    this.shared = shared;
    this.follows = follows;
  }

  /** A link's record and its place in the log. */
  private record Stored(long offset, LinkRecord content) {}

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

  /**
   * Merges what is known now into the link's record, and with {@code takeOver} counts this session
   * as the next owner; returns what is stored once all replicas have it.
   *
   * <p>Epochs of engines that do this at the same time differ and grow: a record holds only if
   * nothing came in between since it was decided; otherwise it is merged and written again, above
   * all others.
   *
   * @throws LinkRefused if it is not the same link any more
   */
  LinkRecord update(Link link, LinkRecord now, boolean takeOver) {
    LinkRecord mine = now;
    while (true) {
      List<Stored> history = read(link.name());
      int top = history.stream().mapToInt(s -> s.content().ownerEpoch()).max().orElse(0);
      Optional<Stored> last = history.stream().reduce((older, newer) -> newer);
      if (last.isPresent()) {
        mine = LinkContinuity.merged(link, last.get().content(), mine, follows);
      }
      LinkRecord wanted = mine.owned(takeOver ? Math.addExact(top, 1) : top);
      if (last.map(Stored::content).equals(Optional.of(wanted))) {
        return wanted;
      }
      long after = last.map(Stored::offset).orElse(-1L);
      long offset = write(link.name(), wanted);
      List<Stored> between = shared ? between(link.name(), after, offset) : List.of();
      if (between.isEmpty()) {
        return wanted;
      }
      for (Stored stored : between) {
        mine = LinkContinuity.merged(link, stored.content(), mine, follows);
      }
    }
  }

  private List<Stored> between(LinkName link, long after, long before) {
    return read(link).stream()
        .filter(stored -> stored.offset() > after && stored.offset() < before)
        .toList();
  }

  /** The records of this link that the log still holds, oldest first; reads the whole topic. */
  private List<Stored> read(LinkName link) {
    List<Stored> found = new ArrayList<>();
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
            add(found, entry);
          }
        }
      }
    } catch (KafkaException | TimeoutException e) {
      throw new ClusterException(target.alias(), "reading " + TOPIC, e);
    }
    return found;
  }

  private static void add(List<Stored> found, ConsumerRecord<byte[], byte[]> entry) {
    if (entry.value() == null) {
      found.clear();
    } else {
      found.add(new Stored(entry.offset(), LinkRecord.fromBytes(entry.value())));
    }
  }

  /** Replaces the link's record; returns its offset once all replicas have it. */
  private long write(LinkName link, LinkRecord content) {
    String doing = "writing link '" + link + "' to " + TOPIC;
    try (Producer<byte[], byte[]> producer = target.producer(Map.of())) {
      return producer
          .send(
              new ProducerRecord<>(
                  TOPIC, 0, link.value().getBytes(StandardCharsets.UTF_8), content.toBytes()))
          .get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(target.alias(), doing, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(target.alias(), doing, e);
    }
  }
}
