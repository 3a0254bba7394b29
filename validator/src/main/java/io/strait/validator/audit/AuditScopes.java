package io.strait.validator.audit;

/** What is to be audited, asked at every look. Confined to one thread. */
@FunctionalInterface
public interface AuditScopes {
  /**
   * What is known of it.
   *
   * @param anew whether something does not look as it was said to be, so that it is to be asked for
   *     soon
   * @throws io.strait.replicator.cluster.ClusterException if a cluster cannot be asked
   */
  AuditScope now(boolean anew);
}
