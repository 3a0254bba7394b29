package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.Verdict;
import io.strait.replicator.topology.ClusterAlias;
import java.util.Collection;
import java.util.List;

/**
 * Stops and releases the wave's writers on one of its clusters. Every method may be repeated; none
 * waits without a limit.
 */
public interface WriteBarrier {
  /** Which DENYs are missing on this cluster; changes nothing. To be journaled before raising. */
  DenyPlan plan(ClusterAlias at);

  /** Creates the DENYs; passed once every broker that leads a partition shows them. */
  Verdict raise(ClusterAlias at, DenyPlan plan);

  /** Proves that nobody writes any more and seals the frontier. */
  Proof prove(ClusterAlias at, DenyPlan plan);

  /**
   * Whether the last proof made by this process still holds. Failed means that it is void;
   * inconclusive that nobody knows, also if this process has proved nothing.
   */
  Verdict recheck(ClusterAlias at, DenyPlan plan);

  /**
   * Whether every broker still shows the plan's DENYs. Says nothing of log ends: after the switch
   * the link of the other direction appends there.
   */
  Verdict stands(ClusterAlias at, DenyPlan plan);

  /**
   * Which of these DENYs the cluster shows, whoever raised them; on topics or on groups.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it does not answer
   */
  List<Deny> standing(ClusterAlias at, Collection<Deny> denies);

  /** Removes what the plan raised; passed once every broker shows it. */
  Verdict lift(ClusterAlias at, DenyPlan plan);

  /** What {@link #prove} found. */
  sealed interface Proof {
    /** The log is sealed at the frontier. */
    record Proven(Frontier frontier, ObjectNode evidence) implements Proof {}

    /** Not shown this time. */
    record NotProven(String reason) implements Proof {}
  }
}
