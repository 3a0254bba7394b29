package io.strait.migrator.fence.acl;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which DENYs a fence raises and which it found. To be journaled <em>before</em> it is raised: an
 * ACL has no owner field, so after a crash this record alone tells our DENYs from somebody else's.
 * Raise and lift from the journaled plan, never from a new one.
 *
 * @param cluster alias of the cluster
 * @param raised what was absent when planned, in the order of raising; removed by the lift
 * @param foreign what was already there when planned; part of the fence, never lifted by us
 */
public record DenyPlan(String cluster, List<Deny> raised, List<Deny> foreign) {
  /** Copies the lists. */
  public DenyPlan {
    raised = List.copyOf(raised);
    foreign = List.copyOf(foreign);
  }

  /** Every DENY the fence consists of, ours and found. */
  public List<Deny> all() {
    return Stream.concat(raised.stream(), foreign.stream()).toList();
  }
}
