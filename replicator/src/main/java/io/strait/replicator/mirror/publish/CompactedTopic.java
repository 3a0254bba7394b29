package io.strait.replicator.mirror.publish;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.mirror.formats.MirrorRecord;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.mirror.logs.LogReading;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicObserver;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One of MirrorMaker 2's own topics: a single compacted partition, as it makes them. Remembers the
 * last value of each key, so that only what differs is written. One thread.
 */
final class CompactedTopic implements AutoCloseable {
  private final Cluster home;
  private final String name;
  private final int replicas;
  private final Map<ByteBuffer, ByteBuffer> last = new HashMap<>();
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private boolean known;

  CompactedTopic(Cluster home, String name, int replicas) {
    this.home = home;
    this.name = name;
    this.replicas = replicas;
  }

  /** Writes what is not its key's last value; returns how many records that were. */
  int write(List<MirrorRecord> records) {
    learn();
    List<MirrorRecord> news =
        records.stream()
            .filter(one -> !ByteBuffer.wrap(one.value()).equals(last.get(key(one))))
            .toList();
    send(news);
    news.forEach(one -> last.put(key(one), ByteBuffer.wrap(one.value())));
    return news.size();
  }

  /** Writes it, whatever was there before. */
  void writeAnyway(MirrorRecord record) {
    make();
    send(List.of(record));
  }

  private static ByteBuffer key(MirrorRecord record) {
    return ByteBuffer.wrap(record.key());
  }

  private void learn() {
    if (known) {
      return;
    }
    make();
    TopicPartition place = new TopicPartition(name, 0);
    LogBounds.Bounds bounds = LogBounds.of(home, List.of(place)).get(place);
    try (LogReading reading = new LogReading(home, place, bounds.start(), bounds.stable(), true)) {
      while (reading.hasNext()) {
        ConsumerRecord<byte[], byte[]> held = reading.next();
        if (held.key() != null && held.value() != null) {
          last.put(ByteBuffer.wrap(held.key()), ByteBuffer.wrap(held.value()));
        } else if (held.key() != null) {
          last.remove(ByteBuffer.wrap(held.key()));
        }
      }
    }
    known = true;
  }

  private void make() {
    if (producer.isPresent()) {
      return;
    }
    TopicObserver topics = new TopicObserver(home);
    if (topics.present(Set.of(name)).isEmpty()) {
      topics.create(
          List.of(
              new TopicChange.Create(
                  name,
                  1,
                  Math.min(replicas, topics.brokers()),
                  Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))));
    }
    producer = Optional.of(home.producer(Map.of()));
  }

  private void send(List<MirrorRecord> records) {
    List<Future<?>> sent = new ArrayList<>();
    try {
      for (MirrorRecord one : records) {
        sent.add(
            producer.orElseThrow().send(new ProducerRecord<>(name, 0, one.key(), one.value())));
      }
      for (Future<?> one : sent) {
        one.get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(home.alias(), "writing " + name, e);
    } catch (ExecutionException | TimeoutException e) {
      // What landed is not known.
      known = false;
      throw new ClusterException(home.alias(), "writing " + name, e);
    }
  }

  @Override
  public void close() {
    producer.ifPresent(open -> open.close(Duration.ZERO));
    producer = Optional.empty();
  }
}
