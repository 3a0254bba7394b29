package io.strait.validator.performance;

import org.HdrHistogram.Histogram;

/**
 * What one round on one side came to. Times in microseconds.
 *
 * @param produceP50 from send to acknowledgement by all replicas in sync, median
 * @param produceP99 the same, 99th percentile
 * @param endToEndP50 from send to a reader that waits, median
 * @param endToEndP99 the same, 99th percentile
 * @param bytesPerSecond of acknowledged values, while the round lasted
 * @param records acknowledged
 * @param failed not acknowledged
 * @param unread acknowledged, but not read within 10 s
 */
public record RoundFigures(
    double produceP50,
    double produceP99,
    double endToEndP50,
    double endToEndP99,
    double bytesPerSecond,
    long records,
    long failed,
    long unread) {

  static RoundFigures of(
      Histogram produce, Histogram endToEnd, double bytesPerSecond, long failed) {
    return new RoundFigures(
        produce.getValueAtPercentile(50),
        produce.getValueAtPercentile(99),
        endToEnd.getValueAtPercentile(50),
        endToEnd.getValueAtPercentile(99),
        bytesPerSecond,
        produce.getTotalCount(),
        failed,
        Math.max(0, produce.getTotalCount() - endToEnd.getTotalCount()));
  }

  /** Whether it can be compared. */
  boolean isSound() {
    return records > 0 && failed == 0 && unread == 0;
  }
}
