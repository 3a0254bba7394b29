package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.CoordinatorLease;
import io.strait.replicator.topology.LinkName;
import java.time.Duration;

/**
 * The lease of a link, or of a slot of it: membership of a group of its own on the target.
 * Compare-and-append holds off an owner that was paused and has not noticed.
 */
final class GroupLease implements Lease {
  private final CoordinatorLease lease;

  /**
   * Joins.
   *
   * @param slot empty for the whole link
   * @param lost runs on the polling thread and must return only when copying has stopped
   */
  GroupLease(Cluster target, LinkName link, String slot, Duration session, Runnable lost) {
    this.lease = new CoordinatorLease(target, group(link, slot), LinkRegistry.TOPIC, session, lost);
  }

  /** No link's name holds a colon, so no slot is taken for another link. */
  static String group(LinkName link, String slot) {
    return "strait.lease." + link + (slot.isEmpty() ? "" : ":" + slot);
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
