package io.strait.validator.audit;

/**
 * How long a partition's source has been seen to be ahead of its audit. Confined to one thread.
 *
 * <p>Each mark says: at that time the source had this end. Once the end is sealed, the wait begins
 * anew with the next look; so the wait is told too short by at most one look.
 */
final class LagMark {
  private long end;
  private long since;
  private boolean waiting;

  /** After a look: what the source has, and what is sealed of it. */
  AuditLag of(long stableEnd, long sealedTo, long now) {
    if (stableEnd <= sealedTo) {
      waiting = false;
      return new AuditLag(0, 0);
    }
    if (!waiting || sealedTo >= end) {
      waiting = true;
      end = stableEnd;
      since = now;
    }
    return new AuditLag(stableEnd - sealedTo, Math.max(0, now - since));
  }
}
