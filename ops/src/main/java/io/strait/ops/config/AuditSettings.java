package io.strait.ops.config;

import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditOptions;
import java.util.Optional;
import java.util.Set;

/**
 * Which links a daemon audits, and how.
 *
 * @param links those that are audited; empty: none
 * @param options how
 * @param bytesPerSecond most bytes read of both sides of all links together, uncompressed; 0: no
 *     bound
 * @param postgres where results are kept as tables as well
 */
public record AuditSettings(
    Set<LinkName> links,
    AuditOptions options,
    long bytesPerSecond,
    Optional<PostgresSettings> postgres) {
  /** Nothing is audited. */
  public static final AuditSettings NONE =
      new AuditSettings(Set.of(), AuditOptions.defaults(), 0, Optional.empty());

  /** Keeps a copy. */
  public AuditSettings {
    links = Set.copyOf(links);
  }
}
