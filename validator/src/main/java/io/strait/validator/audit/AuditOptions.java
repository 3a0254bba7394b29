package io.strait.validator.audit;

import java.time.Duration;

/**
 * How a link is audited.
 *
 * @param every pause between two looks
 * @param grace how long a difference must last before it is a finding
 * @param range most offsets that are sealed at once, 1 to 1,000,000
 * @param bytes most bytes that are to be read at once on either side; ranges get shorter where
 *     records are large
 * @param latest whether a partition's audit begins at its present end and not at its log start
 * @param rule how records are put into windows
 * @param ranges most ranges kept of a partition
 * @param findings most findings kept; what is beyond is seen in the totals only
 * @param suspects most ranges of a partition that wait to be judged again; then nothing more of it
 *     is sealed
 * @param attempts how often a suspect is judged without a result before it is unverifiable
 */
public record AuditOptions(
    Duration every,
    Duration grace,
    long range,
    long bytes,
    boolean latest,
    WindowRule rule,
    int ranges,
    int findings,
    int suspects,
    int attempts) {
  /** Refuses ranges outside of those given above. */
  public AuditOptions {
    if (range < 1 || range > 1_000_000) {
      throw new IllegalArgumentException("range " + range + ": must be 1 to 1000000 offsets");
    }
    if (every.isNegative() || every.isZero() || grace.isNegative()) {
      throw new IllegalArgumentException(
          "every " + every + ", grace " + grace + ": every must be above 0, grace 0 or more");
    }
  }

  /** Every 2 s, with a grace of 10 s, from the log starts on. */
  public static AuditOptions defaults() {
    return new AuditOptions(
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        50_000,
        32 << 20,
        false,
        WindowRule.defaults(),
        32,
        2_000,
        4,
        5);
  }

  /** The same at another rhythm. */
  public AuditOptions withTimes(Duration look, Duration patience) {
    return new AuditOptions(
        look, patience, range, bytes, latest, rule, ranges, findings, suspects, attempts);
  }

  /** The same with shorter or longer ranges. */
  public AuditOptions withRange(long most) {
    return new AuditOptions(
        every, grace, most, bytes, latest, rule, ranges, findings, suspects, attempts);
  }

  /** The same from another begin. */
  public AuditOptions withLatest(boolean value) {
    return new AuditOptions(
        every, grace, range, bytes, value, rule, ranges, findings, suspects, attempts);
  }

  /** The same with other windows. */
  public AuditOptions withRule(WindowRule other) {
    return new AuditOptions(
        every, grace, range, bytes, latest, other, ranges, findings, suspects, attempts);
  }
}
