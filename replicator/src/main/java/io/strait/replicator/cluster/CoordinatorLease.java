package io.strait.replicator.cluster;

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
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;

/**
 * Agreement among processes on one owner: whoever the cluster's group coordinator gives the only
 * partition of a topic in a group of its own.
 *
 * <p>A clean end hands over at once; a dead owner is replaced after the session time. Cooperative
 * assignment leaves the partition with its owner when a standby arrives. An owner that no longer
 * reaches the coordinator counts itself out before the coordinator gives its place away. Not
 * guaranteed: that a process that was paused as a whole notices before it wakes up. Belongs to one
 * thread.
 */
public final class CoordinatorLease implements AutoCloseable, ConsumerRebalanceListener {
  private static final int HEARTBEATS_PER_SESSION = 6;
  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** For so long a new member looks often whether it owns; then it is a standby that can wait. */
  private static final Duration JOINING = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(5);

  private final Cluster cluster;
  private final String group;
  private final Duration session;
  private final Consumer<byte[], byte[]> consumer;
  private final Runnable lost;
  private final List<Metric> counters;
  private final long joinedAt = System.nanoTime();
  private boolean assigned;
  private double heartbeats;
  private long heardNanos;

  /**
   * Joins; the topic must exist and have one partition.
   *
   * @param session how long a silent owner keeps the lease; brokers bound it (6 s at least by
   *     default)
   * @param lost runs on the polling thread when the coordinator takes the lease away, and must
   *     return only when nothing runs any more
   */
  public CoordinatorLease(
      Cluster cluster, String group, String topic, Duration session, Runnable lost) {
    this.cluster = cluster;
    this.group = group;
    this.session = session;
    this.lost = lost;
    this.consumer =
        cluster.consumer(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) session.toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) session.toMillis() / HEARTBEATS_PER_SESSION,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest"));
    // Made with the client; searched once and not at every look, of which there are ten a second.
    this.counters =
        consumer.metrics().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("heartbeat-total"))
            .map(Map.Entry::getValue)
            .<Metric>map(metric -> metric)
            .toList();
    consumer.subscribe(List.of(topic), this);
  }

  /**
   * Takes part for up to {@code wait} and says whether this process is the owner.
   *
   * @throws ClusterException if the coordinator refuses; it is retried by joining again
   */
  public boolean poll(Duration wait) {
    try {
      if (assigned || System.nanoTime() - joinedAt > JOINING.toNanos()) {
        consumer.poll(wait);
      } else {
        join(wait);
      }
    } catch (KafkaException e) {
      throw new ClusterException(cluster.alias(), "holding the lease '" + group + "'", e);
    }
    return assigned && isFresh();
  }

  /** A poll lasts as long as it may, whatever was assigned meanwhile; so it is asked more often. */
  private void join(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    do {
      consumer.poll(LOOK.compareTo(wait) < 0 ? LOOK : wait);
    } while (!assigned && System.nanoTime() - until < 0);
  }

  /**
   * Whether the coordinator answered a heartbeat lately. The client itself would only say so once
   * the coordinator answers again, and "last heartbeat" among its metrics means the last one sent.
   */
  private boolean isFresh() {
    double answered =
        counters.stream()
            .map(Metric::metricValue)
            .filter(Double.class::isInstance)
            .mapToDouble(Double.class::cast)
            .sum();
    if (answered != heartbeats) {
      heartbeats = answered;
      heardNanos = System.nanoTime();
    }
    long limit = session.toNanos() * (HEARTBEATS_PER_SESSION - 2) / HEARTBEATS_PER_SESSION;
    return System.nanoTime() - heardNanos <= limit;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // Membership is all that is wanted; a fetch in flight would also hold up the close.
    consumer.pause(partitions);
    assigned |= !partitions.isEmpty();
    heardNanos = System.nanoTime();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (assigned && !partitions.isEmpty()) {
      assigned = false;
      lost.run();
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
  }

  /** Gives the lease up at once; stop what it covers before, this may take up to 3 s. */
  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE));
  }
}
