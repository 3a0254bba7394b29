package io.strait.validator.audit;

import io.strait.validator.contract.Contract;
import io.strait.validator.log.Subject;
import java.util.Collection;
import java.util.Optional;

/** What each partition's copy is claimed to be. Confined to one thread. */
public interface AuditClaims extends AutoCloseable {
  /**
   * Learns what is claimed about these now; others stay as they are. Called after the bounds of the
   * logs were asked for: a link notes where offsets part before it writes what is behind.
   *
   * @param closely whether also what seldom changes is asked for: something is to be judged
   * @throws io.strait.replicator.cluster.ClusterException if it cannot be learned
   */
  void refresh(Collection<Subject> subjects, boolean closely);

  /** The contract of a partition; empty while nothing can be claimed about its offsets. */
  Optional<Contract> contract(Subject subject);

  /** Why a partition has no contract; a sentence for operators. */
  String problem(Subject subject);

  @Override
  void close();
}
