package io.strait.replicator.sync.quota;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.Principals;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/**
 * Keeps a target's client quotas those of its source.
 *
 * <p>Needs DESCRIBE_CONFIGS on both clusters and ALTER_CONFIGS on the target. One thread.
 */
public final class QuotaReconciler implements Reconciler {
  private final Cluster source;
  private final Cluster target;
  private final QuotaPolicy policy;
  private final Principals principals;
  private final Set<String> ownUsers;
  private final Drift drift;
  private final LastApplied applied;
  private final Clock clock;
  private Optional<QuotaPlan> last = Optional.empty();

  /**
   * Connects to nothing; closes neither cluster.
   *
   * @param ownUsers Strait's own, by bare name; their quotas are left alone
   */
  public QuotaReconciler(
      Cluster source,
      Cluster target,
      QuotaPolicy policy,
      Principals principals,
      Set<String> ownUsers,
      Drift drift,
      LastApplied applied,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.policy = policy;
    this.principals = principals;
    this.ownUsers = Set.copyOf(ownUsers);
    this.drift = drift;
    this.applied = applied;
    this.clock = clock;
  }

  @Override
  public Aspect aspect() {
    return Aspect.QUOTAS;
  }

  @Override
  public TwinPlan plan() {
    QuotaPlan plan =
        new QuotaDiff(policy, principals, ownUsers, drift)
            .of(read(source), read(target), applied.values(Aspect.QUOTAS));
    QuotaPlan possible = new QuotaProbe(target).withoutImpossible(plan);
    last = Optional.of(possible);
    return possible.shown();
  }

  @Override
  public java.util.List<Outcome> apply(TwinPlan plan) {
    applied.applied(Aspect.QUOTAS, last.map(QuotaPlan::settled).orElse(Map.of()));
    return new QuotaWriter(target, applied, clock, last.map(QuotaPlan::changes).orElse(Map.of()))
        .write(plan.toApply());
  }

  @Override
  public void close() {
    last = Optional.empty();
  }

  /** All quotas of a cluster. */
  static Map<ClientQuotaEntity, Map<String, Double>> read(Cluster cluster) {
    return cluster.await(
        "reading quotas (needs DESCRIBE_CONFIGS on the cluster)",
        cluster.admin().describeClientQuotas(ClientQuotaFilter.all()).entities());
  }
}
