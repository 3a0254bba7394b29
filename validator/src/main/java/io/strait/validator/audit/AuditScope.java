package io.strait.validator.audit;

import java.util.List;

/**
 * What is to be audited.
 *
 * @param partitions those that the source has
 * @param unknown what the link is to mirror and the source has not, as sentences
 */
public record AuditScope(List<AuditedPartition> partitions, List<String> unknown) {
  /** Keeps copies. */
  public AuditScope {
    partitions = List.copyOf(partitions);
    unknown = List.copyOf(unknown);
  }
}
