package io.strait.migrator.step;

import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.Verdict;
import io.strait.replicator.topology.ClusterAlias;

/**
 * Moves the wave's consumer groups. Every method may be repeated; none waits without a limit. A
 * wave without groups passes everywhere.
 */
public interface GroupBarrier {
  /** Which DENYs on groups are missing on this cluster; changes nothing. */
  DenyPlan plan(ClusterAlias at);

  /**
   * Closes the groups on {@code from}, removes their members, reads their exact offsets and commits
   * them on {@code to} without a leader epoch; passed once they read back equal there.
   */
  Verdict move(ClusterAlias from, ClusterAlias to, DenyPlan plan);

  /** Removes what the plan raised; passed once every broker shows it. */
  Verdict lift(ClusterAlias at, DenyPlan plan);
}
