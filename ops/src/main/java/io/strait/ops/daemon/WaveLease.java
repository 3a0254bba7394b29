package io.strait.ops.daemon;

import io.strait.migrator.journal.InternalTopic;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.CoordinatorLease;
import java.time.Duration;

/**
 * The lease of a wave: membership of the wave's own group on its home cluster. The journal's epoch
 * holds off the runner of an owner that was paused and has not noticed. Belongs to one thread.
 */
final class WaveLease implements AutoCloseable {
  /** The least that brokers allow by default. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  private final CoordinatorLease lease;

  /**
   * Joins.
   *
   * @param lost runs on the polling thread and must return only when nothing runs any more
   * @throws io.strait.replicator.cluster.ClusterException if the home cluster cannot be reached
   */
  WaveLease(String wave, Cluster home, Runnable lost) {
    InternalTopic.COMMANDS.ensure(home);
    this.lease =
        new CoordinatorLease(
            home, "strait.runner." + wave, InternalTopic.COMMANDS.topic(), SESSION, lost);
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
}
