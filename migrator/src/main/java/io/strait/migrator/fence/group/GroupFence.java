package io.strait.migrator.fence.group;

import io.strait.migrator.fence.acl.AclOutcome;
import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.Denials;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Keeps named principals out of consumer groups: DENY Read on the group, which stops joining and
 * committing. Same call order and crash rules as the write fence.
 *
 * <p>It does not stop a classic consumer that is already reading: that one goes on until its member
 * is removed, and its commits fail. A KIP-848 consumer fails with GroupAuthorizationException and
 * its object must be built anew. Lift it on the side left behind only after a rollback to that side
 * is decided: a classic consumer that comes back overwrites the group's offsets with its own.
 */
public final class GroupFence {
  private final Denials denials;

  /** Acts through the cutover credential that {@code denials} was built with. */
  public GroupFence(Denials denials) {
    this.denials = denials;
  }

  /**
   * Says which DENYs must be raised and which are there already. Changes nothing.
   *
   * @throws IllegalArgumentException for {@code User:*} or a principal that is not {@code
   *     Type:name}
   */
  public DenyPlan plan(Collection<String> groups, Collection<String> principals) {
    List<Deny> wanted = new ArrayList<>();
    for (String group : new TreeSet<>(groups)) {
      for (String principal : new TreeSet<>(principals)) {
        wanted.add(Deny.read(group, principal));
      }
    }
    return denials.plan(wanted);
  }

  /** Creates what the plan raises; see {@link Denials#raise}. */
  public AclOutcome raise(DenyPlan plan, Budget budget) {
    return denials.raise(plan, budget);
  }

  /** Asks every live broker once whether it shows the whole fence. */
  public AclOutcome look(DenyPlan plan) {
    return denials.look(plan);
  }

  /** Removes exactly what the plan raised; see {@link Denials#lift}. */
  public AclOutcome lift(DenyPlan plan, Budget budget) {
    return denials.lift(plan, budget);
  }
}
