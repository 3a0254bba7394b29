package io.strait.replicator.sync.acl;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;

/**
 * Keeps a target's ACLs those of its source.
 *
 * <p>Needs DESCRIBE on both clusters and ALTER on the target. One thread. Not guaranteed: that a
 * change is known to every broker of the target when {@link #apply} returns; one of them showed it.
 */
public final class AclReconciler implements Reconciler {
  private final Cluster source;
  private final Cluster target;
  private final Link link;
  private final AclPolicy policy;
  private final Drift drift;
  private final OwnAcls own;
  private final boolean armed;
  private final LastApplied applied;
  private final Clock clock;
  private Optional<AclPlan> last = Optional.empty();

  /**
   * Connects to nothing; closes neither cluster.
   *
   * @param armed whether permissions to write are made now, whatever the policy says
   */
  public AclReconciler(
      Cluster source,
      Cluster target,
      Link link,
      AclPolicy policy,
      Drift drift,
      OwnAcls own,
      boolean armed,
      LastApplied applied,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.link = link;
    this.policy = policy;
    this.drift = drift;
    this.own = own;
    this.armed = armed;
    this.applied = applied;
    this.clock = clock;
  }

  @Override
  public Aspect aspect() {
    return Aspect.ACLS;
  }

  @Override
  public TwinPlan plan() {
    Optional<Set<AclBinding>> from = readIfAny(source);
    if (from.isEmpty()) {
      return empty("the source has no authorizer, so it has no ACLs");
    }
    Optional<Set<AclBinding>> to = readIfAny(target);
    if (to.isEmpty()) {
      return from.get().isEmpty() ? empty("neither side has an authorizer") : blocked(from.get());
    }
    AclScope scope = new AclScope(link.selection(), topics());
    AclPlan plan =
        new AclDiff(scope, policy, own, drift, armed)
            .of(from.get(), to.get(), applied.values(Aspect.ACLS));
    last = Optional.of(plan);
    return plan.shown();
  }

  @Override
  public List<Outcome> apply(TwinPlan plan) {
    Map<String, Optional<String>> settled = last.map(AclPlan::settled).orElse(Map.of());
    applied.applied(Aspect.ACLS, settled);
    List<Difference> wanted = plan.toApply();
    return wanted.isEmpty()
        ? List.of()
        : new AclWriter(target, applied, clock, last.map(AclPlan::bindings).orElse(Map.of()))
            .write(wanted);
  }

  @Override
  public void close() {
    last = Optional.empty();
  }

  /** All bindings of a cluster. */
  static Set<AclBinding> read(Cluster cluster) {
    return new HashSet<>(
        cluster.await(
            "reading ACLs (needs DESCRIBE on the cluster)",
            cluster.admin().describeAcls(AclBindingFilter.ANY).values()));
  }

  private static Optional<Set<AclBinding>> readIfAny(Cluster cluster) {
    try {
      return Optional.of(read(cluster));
    } catch (ClusterException e) {
      if (e.getCause() instanceof SecurityDisabledException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Only a link that takes topics by patterns needs to know them. */
  private Collection<String> topics() {
    return link.selection().isOpen()
        ? source.await(
            "listing topics (needs DESCRIBE on topics)", source.admin().listTopics().names())
        : List.of();
  }

  private TwinPlan empty(String note) {
    last = Optional.empty();
    return new TwinPlan(Aspect.ACLS, 0, List.of(), List.of(note));
  }

  private TwinPlan blocked(Set<AclBinding> from) {
    last = Optional.empty();
    Difference all =
        new Difference(
            Aspect.ACLS,
            "acl *",
            "",
            Difference.Verb.CREATE,
            Handling.BLOCKED,
            Optional.empty(),
            Optional.of(from.size() + " bindings"),
            "the target has no authorizer (authorizer.class.name), so it takes no ACLs; set one, or"
                + " leave acls out of 'twin.keep'");
    return new TwinPlan(Aspect.ACLS, from.size(), List.of(all), List.of());
  }
}
