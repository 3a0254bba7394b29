package io.strait.replicator.sync.user;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.Principals;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Tells which SCRAM users a target lacks, and makes those whose password is known.
 *
 * <p>Needs DESCRIBE on both clusters and ALTER on the target. One thread. Not guaranteed: that a
 * user of the target has the source's password; no cluster tells.
 */
public final class UserReconciler implements Reconciler {
  private final Cluster source;
  private final Cluster target;
  private final UserPolicy policy;
  private final Principals principals;
  private final Set<String> ownUsers;
  private final Drift drift;
  private final LastApplied applied;
  private final Clock clock;
  private Optional<UserPlan> last = Optional.empty();

  /**
   * Connects to nothing; closes neither cluster.
   *
   * @param ownUsers Strait's own, by bare name; they are left alone
   */
  public UserReconciler(
      Cluster source,
      Cluster target,
      UserPolicy policy,
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
    return Aspect.USERS;
  }

  @Override
  public TwinPlan plan() {
    last = Optional.empty();
    Optional<Map<ScramKey, Integer>> from = readIfKnown(source);
    Optional<Map<ScramKey, Integer>> to = readIfKnown(target);
    if (from.isEmpty() || to.isEmpty()) {
      Cluster old = from.isEmpty() ? source : target;
      return new TwinPlan(
          Aspect.USERS,
          0,
          List.of(),
          List.of(
              "the brokers of cluster '"
                  + old.alias()
                  + "' do not tell their SCRAM users (Kafka 2.7 and later do, with KRaft 3.5 and"
                  + " later); compare them by hand"));
    }
    UserPlan plan =
        new UserDiff(policy, principals, ownUsers, drift)
            .of(from.get(), to.get(), applied.values(Aspect.USERS));
    last = Optional.of(plan);
    return plan.shown();
  }

  @Override
  public List<Outcome> apply(TwinPlan plan) {
    applied.applied(Aspect.USERS, last.map(UserPlan::settled).orElse(Map.of()));
    return new UserWriter(
            target, applied, clock, policy.secrets(), last.map(UserPlan::changes).orElse(Map.of()))
        .write(plan.toApply());
  }

  @Override
  public void close() {
    last = Optional.empty();
  }

  /** Iterations of all credentials of a cluster. */
  static Map<ScramKey, Integer> read(Cluster cluster) {
    Map<ScramKey, Integer> credentials = new HashMap<>();
    cluster
        .await(
            "reading SCRAM users (needs DESCRIBE on the cluster)",
            cluster.admin().describeUserScramCredentials().all())
        .forEach(
            (user, described) ->
                described
                    .credentialInfos()
                    .forEach(
                        info ->
                            credentials.put(
                                new ScramKey(user, info.mechanism()), info.iterations())));
    return credentials;
  }

  private static Optional<Map<ScramKey, Integer>> readIfKnown(Cluster cluster) {
    try {
      return Optional.of(read(cluster));
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnsupportedVersionException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
