package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.CoordinatorLease;
import io.strait.replicator.topology.LinkName;
import java.time.Duration;

/**
 * The lease of a link: membership of the link's own group on the target. Compare-and-append holds
 * off an owner that was paused and has not noticed.
 */
final class GroupLease implements Lease {
  private final CoordinatorLease lease;

  /** {@code lost} runs on the polling thread and must return only when copying has stopped. */
  GroupLease(Cluster target, LinkName link, Duration session, Runnable lost) {
    this.lease =
        new CoordinatorLease(target, "strait.lease." + link, LinkRegistry.TOPIC, session, lost);
  }

  @Override
  public boolean poll(Duration wait) {
    return lease.poll(wait);
  }

  @Override
  public void close() {
    lease.close();
  }
}
