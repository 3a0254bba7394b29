package io.strait.validator.audit;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.log.StableEnds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic {@code strait.audit.<link>} on the link's target: one partition, compacted; keys are
 * the entries' names, values their JSON. Read as read_committed: entries come in whole
 * transactions.
 */
public final class AuditTopic {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int REPLICAS = 3;
  private static final Map<String, String> CONFIGS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          // Read whole at every take-over: it is to stay short.
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(50 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1",
          // A suspect range is one record, with its shares of up to 2,000 windows.
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          Integer.toString(4 << 20));

  private final Cluster cluster;
  private final TopicPartition place;

  /** Connects to nothing. Does not close the cluster. */
  public AuditTopic(Cluster target, LinkName link) {
    this.cluster = target;
    this.place = new TopicPartition(name(link), 0);
  }

  /** The topic's name on the link's target. */
  public static String name(LinkName link) {
    return "strait.audit." + link;
  }

  TopicPartition place() {
    return place;
  }

  /**
   * One stored entry.
   *
   * @param offset its offset in the topic
   * @param name the entry's name
   * @param text its JSON; empty where it was taken out
   */
  public record Stored(long offset, String name, Optional<String> text) {}

  /**
   * The topic's id; empty where there is no such topic.
   *
   * @throws ClusterException if it cannot be asked for
   */
  public Optional<String> id() {
    try {
      TopicDescription found =
          cluster.await(
              "looking for " + place.topic(),
              cluster
                  .admin()
                  .describeTopics(List.of(place.topic()))
                  .topicNameValues()
                  .get(place.topic()));
      return Optional.of(found.topicId().toString());
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * One past the last offset that is committed.
   *
   * @throws ClusterException if it cannot be asked for
   */
  public long end() {
    return StableEnds.of(cluster, List.of(place)).get(place);
  }

  /**
   * Hands over all that is committed from an offset on to the present end, in order.
   *
   * @return where to go on
   * @throws ClusterException if it cannot be read; needs READ on the topic
   */
  public long read(long from, Consumer<Stored> taker) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer =
        cluster.consumer(settings);
    try {
      consumer.assign(List.of(place));
      consumer.seek(place, from);
      long end = consumer.endOffsets(List.of(place)).get(place);
      long until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
      while (consumer.position(place) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
          taker.accept(
              new Stored(
                  record.offset(),
                  text(record.key()),
                  Optional.ofNullable(record.value()).map(AuditTopic::text)));
        }
        if (System.nanoTime() - until > 0) {
          throw new TimeoutException("no record came for " + Cluster.CALL_DEADLINE);
        }
      }
      return consumer.position(place);
    } catch (KafkaException | TimeoutException e) {
      throw new ClusterException(
          cluster.alias(), "reading " + place.topic() + " (needs READ on it)", e);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  /**
   * All that is known; nothing where nothing was ever audited.
   *
   * @throws ClusterException if it cannot be read
   * @throws IllegalArgumentException if another version of Strait wrote it
   */
  public void read(AuditState state) {
    if (id().isPresent()) {
      read(0, stored -> stored.text().map(AuditJson::entry).ifPresent(state::take));
    }
  }

  /** Makes the topic unless it is there; returns once its leader answers. */
  void ensure() {
    if (id().isPresent()) {
      return;
    }
    int brokers =
        cluster.await("counting brokers", cluster.admin().describeCluster().nodes()).size();
    NewTopic topic =
        new NewTopic(place.topic(), 1, (short) Math.min(REPLICAS, brokers)).configs(CONFIGS);
    try {
      cluster.await(
          "making " + place.topic() + " (needs CREATE on it)",
          cluster.admin().createTopics(List.of(topic)).all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    long until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
    while (!hasLeader(until)) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** A broker that has not heard of the topic yet says that there is none. */
  private boolean hasLeader(long untilNanos) {
    try {
      cluster.await(
          "waiting for the leader of " + place,
          cluster.admin().listOffsets(Map.of(place, OffsetSpec.latest())).all());
      return true;
    } catch (ClusterException e) {
      boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
      boolean passes = unknown || e.kind() == FaultKind.RETRIABLE;
      if (!passes || System.nanoTime() - untilNanos > 0) {
        throw e;
      }
      return false;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
