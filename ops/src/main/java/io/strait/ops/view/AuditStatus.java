package io.strait.ops.view;

import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditSnapshot;
import java.util.Optional;

/**
 * How a daemon audits a link.
 *
 * @param link which
 * @param snapshot what is known; empty before the first look that succeeded
 * @param problem why the last look failed
 * @param sink how the database follows, where there is one
 */
public record AuditStatus(
    LinkName link,
    Optional<AuditSnapshot> snapshot,
    Optional<String> problem,
    Optional<SinkStatus> sink) {

  /**
   * How a database follows an audit.
   *
   * @param behind entries of the audit's topic that are not in the database; -1 while not known
   * @param problem why the last attempt failed
   */
  public record SinkStatus(long behind, Optional<String> problem) {}
}
