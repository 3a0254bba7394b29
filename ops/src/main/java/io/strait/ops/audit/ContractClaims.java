package io.strait.ops.audit;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.verify.Contracts;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.audit.AuditClaims;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.log.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What {@code strait verify} would claim about a link, learned anew for every look. */
final class ContractClaims implements AuditClaims {
  private final StraitConfig config;
  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private volatile Function<TopicMapping, Contract> contracts = topic -> Contract.PLAIN;

  ContractClaims(StraitConfig config, Link link, Cluster source, Cluster target) {
    this.config = config;
    this.link = link;
    this.source = source;
    this.target = target;
  }

  /** The contracts of the day; a later call may have others. */
  Contract of(TopicMapping topic) {
    return contracts.apply(topic);
  }

  @Override
  public void refresh(Collection<Subject> subjects) {
    List<TopicMapping> topics = subjects.stream().map(Subject::topic).distinct().toList();
    contracts = Contracts.of(config, link, source, target, topics);
  }

  @Override
  public Optional<Contract> contract(Subject subject) {
    Contract whole = contracts.apply(subject.topic());
    OffsetClaim claim = whole.offsets().at(subject.partition());
    boolean fits =
        claim.images().isPresent()
            && whole.placement() == Contract.Placement.SAME_PARTITION
            && whole.expectation().unprovable().isEmpty();
    return fits ? Optional.of(whole.with(claim)) : Optional.empty();
  }

  @Override
  public String problem(Subject subject) {
    return contracts
        .apply(subject.topic())
        .expectation()
        .unprovable()
        .map(Obstacle::why)
        .orElse(
            "an audit needs to know which offset stands for which, and where records stand; only"
                + " 'strait verify' judges a copy without");
  }

  @Override
  public void close() {}
}
