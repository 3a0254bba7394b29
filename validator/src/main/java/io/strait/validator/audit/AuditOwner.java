package io.strait.validator.audit;

/**
 * Who audits.
 *
 * @param epoch counted up by every owner that takes over; from 1
 * @param seed of all digests of this audit
 */
public record AuditOwner(long epoch, long seed) implements AuditEntry {
  /** The owner after this one. */
  public AuditOwner next() {
    return new AuditOwner(epoch + 1, seed);
  }

  @Override
  public String name() {
    return "owner";
  }
}
