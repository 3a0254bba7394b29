package io.strait.ops.audit;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.verify.FollowedContracts;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.audit.AuditClaims;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.keyed.CleanupPolicies;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What {@code strait verify} would claim about a link, learned anew where something moved. */
final class ContractClaims implements AuditClaims {
  private final FollowedContracts followed;
  private final Cluster source;
  private final Cluster target;
  private volatile CleanupPolicies policies;
  private volatile Map<TopicMapping, Contract> contracts = Map.of();

  ContractClaims(StraitConfig config, Link link, Cluster source, Cluster target, Clock clock) {
    this.source = source;
    this.target = target;
    this.policies = new CleanupPolicies(source, target);
    this.followed = new FollowedContracts(config, link, source, target, clock);
  }

  /** The contracts of the day; a later call may have others. */
  Contract of(TopicMapping topic) {
    return contracts.getOrDefault(topic, Contract.PLAIN);
  }

  @Override
  public void refresh(Collection<Subject> subjects, boolean closely) {
    if (closely) {
      policies = new CleanupPolicies(source, target);
    }
    contracts =
        followed.refresh(subjects.stream().map(Subject::topic).distinct().toList(), closely);
  }

  @Override
  public Optional<Contract> contract(Subject subject) {
    Contract whole = of(subject.topic());
    OffsetClaim claim = whole.offsets().at(subject.partition());
    boolean fits =
        (claim.images().isPresent() || !policies.apply(subject.topic()).any())
            && whole.placement() == Contract.Placement.SAME_PARTITION
            && whole.expectation().unprovable().isEmpty();
    return fits ? Optional.of(whole.with(claim)) : Optional.empty();
  }

  @Override
  public String problem(Subject subject) {
    return of(subject.topic())
        .expectation()
        .unprovable()
        .map(Obstacle::why)
        .orElse(
            "an audit needs to know in which partition records stand, and where only the order is"
                + " claimed, that no cleaner takes some of them; only 'strait verify' judges a"
                + " copy without");
  }

  @Override
  public void close() {
    followed.close();
  }
}
