package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.LinkName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The lease of a link: whoever the target's group coordinator gives the only partition of {@code
 * strait.links} in the link's own group.
 *
 * <p>A clean end hands over at once; a dead owner is replaced after the session time. Cooperative
 * assignment leaves the partition with its owner when a standby arrives. Not guaranteed: that a
 * paused owner notices the loss before it wakes up; compare-and-append holds it off.
 */
final class GroupLease implements Lease, ConsumerRebalanceListener {
  private final Cluster target;
  private final Consumer<byte[], byte[]> consumer;
  private final Runnable lost;
  private boolean owner;

  /** {@code lost} runs on the polling thread and must return only when copying has stopped. */
  GroupLease(Cluster target, LinkName link, Duration session, Runnable lost) {
    this.target = target;
    this.lost = lost;
    this.consumer =
        target.consumer(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "strait.lease." + link,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) session.toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) session.toMillis() / 6,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest"));
    consumer.subscribe(List.of(LinkRegistry.TOPIC), this);
  }

  @Override
  public boolean poll(Duration wait) {
    try {
      consumer.poll(wait);
    } catch (KafkaException e) {
      throw new ClusterException(target.alias(), "holding the link's lease", e);
    }
    return owner;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // Membership is all that is wanted; a fetch in flight would also hold up the close.
    consumer.pause(partitions);
    owner |= !partitions.isEmpty();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (owner && !partitions.isEmpty()) {
      owner = false;
      lost.run();
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(3)));
  }
}
