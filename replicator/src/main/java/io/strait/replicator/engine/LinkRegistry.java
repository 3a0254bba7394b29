package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** The links that end at one cluster, kept there in the compacted topic {@code strait.links}. */
final class LinkRegistry implements AutoCloseable {
  static final String TOPIC = "strait.links";

  /** Of the topic, set when it is created. */
  static final Map<String, String> CONFIGS =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final Cluster target;
  private final TopicReader reader;
  private final boolean shared;
  private final boolean follows;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

  /**
   * @param reader stays open when this is closed
   * @param shared several engines of one link may write at the same time
   * @param follows a source topic that was created again is followed
   */
  LinkRegistry(Cluster target, TopicReader reader, boolean shared, boolean follows) {
    this.target = target;
    this.reader = reader;
    this.shared = shared;
    this.follows = follows;
  }

  /** A link's record and its place in the log. */
  private record Stored(long offset, LinkRecord content) {}

  /** What is being read about a link, oldest first. One thread. */
  static final class History implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final LinkName link;
    private final List<Stored> found = new ArrayList<>();

    private History(LinkName link) {
      this.link = link;
    }

    /** Who takes the records of which partition. */
    Map<TopicPartition, Consumer<ConsumerRecord<byte[], byte[]>>> takers() {
      return Map.of(PARTITION, this);
    }

    /** The newest of them. */
    Optional<LinkRecord> last() {
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(found.get(found.size() - 1).content());
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> entry) {
      if (!link.value().equals(new String(entry.key(), StandardCharsets.UTF_8))) {
        return;
      }
      if (entry.value() == null) {
        found.clear();
      } else {
        found.add(new Stored(entry.offset(), LinkRecord.fromBytes(entry.value())));
      }
    }
  }

  /** To read the topic together with others. */
  static History history(LinkName link) {
    return new History(link);
  }

  /** Connects what writes, so that the first write need not wait for that. */
  synchronized void open() {
    if (producer.isEmpty()) {
      producer = Optional.of(target.producer(Map.of()));
    }
  }

  /**
   * Merges what is known now into the link's record, and with {@code takeOver} counts this session
   * as the next owner; returns once all replicas have it.
   *
   * <p>Epochs of engines that do this at the same time differ and grow: a record holds only if
   * nothing came in between since it was decided; otherwise it is merged and written again, above
   * all others.
   *
   * @param read what the topic said a moment ago, if it was read by a sole owner
   * @return what is stored, and topics that are not what the link knows
   * @throws LinkRefused if it is not the same link any more
   */
  Continued update(Link link, LinkRecord now, boolean takeOver, Optional<History> read) {
    Continued mine = Continued.first(now);
    Optional<History> first = read;
    while (true) {
      List<Stored> history = first.map(known -> known.found).orElseGet(() -> read(link.name()));
      first = Optional.empty();
      int top = history.stream().mapToInt(s -> s.content().ownerEpoch()).max().orElse(0);
      Optional<Stored> last = history.stream().reduce((older, newer) -> newer);
      if (last.isPresent()) {
        mine = mine.after(link, last.get().content(), follows);
      }
      LinkRecord wanted = mine.content().owned(takeOver ? Math.addExact(top, 1) : top);
      if (last.map(Stored::content).equals(Optional.of(wanted))) {
        return mine.with(wanted);
      }
      long after = last.map(Stored::offset).orElse(-1L);
      long offset = write(link.name(), wanted);
      List<Stored> between = shared ? between(link.name(), after, offset) : List.of();
      if (between.isEmpty()) {
        return mine.with(wanted);
      }
      for (Stored stored : between) {
        mine = mine.after(link, stored.content(), follows);
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
    History history = new History(link);
    reader.read(history.takers());
    return history.found;
  }

  /** Replaces the link's record; returns its offset once all replicas have it. */
  private long write(LinkName link, LinkRecord content) {
    String doing = "writing link '" + link + "' to " + TOPIC;
    open();
    try {
      return producer
          .orElseThrow()
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

  @Override
  public synchronized void close() {
    // Every write was waited for.
    producer.ifPresent(open -> open.close(Duration.ZERO));
  }
}
