package io.strait.ops.daemon;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.CoordinatorLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The lease of a wave: membership of the wave's own group on its home cluster. The journal's epoch
 * holds off the runner of an owner that was paused and has not noticed. Belongs to one thread.
 */
final class WaveLease implements AutoCloseable {
  /** The least that brokers allow by default. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  private static final String TOPIC = "strait.commands";

  private final CoordinatorLease lease;

  /**
   * Joins.
   *
   * @param lost runs on the polling thread and must return only when nothing runs any more
   * @throws ClusterException if the home cluster cannot be reached
   */
  WaveLease(String wave, Cluster home, Runnable lost) {
    ensureTopic(home);
    this.lease = new CoordinatorLease(home, "strait.runner." + wave, TOPIC, SESSION, lost);
  }

  /** Takes part for up to {@code wait} and says whether this process runs the wave. */
  boolean poll(Duration wait) {
    return lease.poll(wait);
  }

  /** Gives the wave up at once; stop what runs before. */
  @Override
  public void close() {
    lease.close();
  }

  private static void ensureTopic(Cluster home) {
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
