package io.strait.validator.audit;

/**
 * How far an audit is behind what its source has committed.
 *
 * @param offsets source offsets that are committed and not sealed
 * @param millis for how long the oldest of them have been seen to wait; 0 when there are none
 */
public record AuditLag(long offsets, long millis) {
  /** Of both: offsets add up, the longer wait counts. */
  public AuditLag plus(AuditLag other) {
    return new AuditLag(offsets + other.offsets, Math.max(millis, other.millis));
  }
}
