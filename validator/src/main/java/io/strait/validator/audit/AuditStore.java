package io.strait.validator.audit;

import java.util.Map;
import java.util.Optional;

/** Where an audit keeps what it knows. Confined to one thread. */
public interface AuditStore extends AutoCloseable {
  /**
   * Takes the audit over: whoever wrote before can write no more. Takes in all that was stored.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it cannot be read or taken over
   */
  void open(AuditState state);

  /**
   * Stores all of these or none; when it returns, it has. By name; empty takes an entry out.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it is not certain that they are
   *     stored, or if somebody took the audit over; open it again before anything else
   */
  void commit(Map<String, Optional<AuditEntry>> changes);

  @Override
  void close();
}
