package io.strait.migrator.fence;

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
 * Keeps named principals from writing to topics: DENY Write for each of them on each topic.
 *
 * <p>Call order: {@link #plan}, journal the plan, {@link #raise}, {@link FenceProof#prove}; at the
 * end {@link #lift} with the journaled plan. Each may be repeated.
 *
 * <p>What it does not do: it does not stop super users, nor principals that are not named, nor a
 * leader cut off from the controller; it does not end open transactions (their markers pass the
 * fence). That is why raising alone proves nothing. Producers under it fail every record with a
 * non-retriable error; the same producer object continues after the lift.
 */
public final class WriteFence {
  private final Denials denials;

  /** Acts through the cutover credential that {@code denials} was built with. */
  public WriteFence(Denials denials) {
    this.denials = denials;
  }

  /**
   * Says which DENYs must be raised and which are there already. Changes nothing.
   *
   * @throws IllegalArgumentException for {@code User:*} or a principal that is not {@code
   *     Type:name}
   */
  public DenyPlan plan(Collection<String> topics, Collection<String> principals) {
    List<Deny> wanted = new ArrayList<>();
    for (String topic : new TreeSet<>(topics)) {
      for (String principal : new TreeSet<>(principals)) {
        wanted.add(Deny.write(topic, principal));
      }
    }
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "write fence on topics "
              + topics
              + " for principals "
              + principals
              + ": it would stop nobody; name at least one topic and one principal");
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
