package io.strait.ops.daemon;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Agreement among daemons on who runs a wave: whoever the home cluster's group coordinator gives
 * the only partition of {@code strait.commands} in the wave's own group.
 *
 * <p>A clean end hands over at once, a dead owner is replaced after {@link #SESSION}. Nothing is
 * read through it. Not guaranteed: that a paused owner notices the loss before it wakes up; the
 * journal's epoch holds its runner off. Belongs to one thread.
 */
final class WaveLease implements AutoCloseable, ConsumerRebalanceListener {
  /** The least that brokers allow by default. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  private static final String TOPIC = "strait.commands";

  private final Cluster home;
  private final Consumer<byte[], byte[]> consumer;
  private final Runnable lost;
  private boolean held;

  /**
   * Joins.
   *
   * @param lost runs on the polling thread and must return only when nothing runs any more
   * @throws ClusterException if the home cluster cannot be reached
   */
  WaveLease(String wave, Cluster home, Runnable lost) {
    this.home = home;
    this.lost = lost;
    ensureTopic();
    this.consumer =
        home.consumer(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "strait.runner." + wave,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) SESSION.toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) SESSION.toMillis() / 6,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest"));
    consumer.subscribe(List.of(TOPIC), this);
  }

  /** Takes part for up to {@code wait} and says whether this process runs the wave. */
  boolean poll(Duration wait) {
    try {
      consumer.poll(wait);
      return held;
    } catch (KafkaException e) {
      throw new ClusterException(home.alias(), "holding the wave's lease", e);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    held |= !partitions.isEmpty();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (held && !partitions.isEmpty()) {
      held = false;
      lost.run();
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
  }

  /** Gives the wave up at once; the loss handler runs first if it was held. */
  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(3)));
  }

  private void ensureTopic() {
    try {
      home.await(
          "creating topic '" + TOPIC + "'",
          home.admin()
              .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
              .all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
