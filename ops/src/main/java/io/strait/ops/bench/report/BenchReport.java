package io.strait.ops.bench.report;

import java.util.List;
import java.util.Map;

/**
 * One run of the benchmark.
 *
 * @param quick whether it was the short form, whose figures are rough
 * @param setting what was measured on and with, in words
 * @param results of every subject
 * @param ratios against the bounds, those without data included
 * @param unmeasured runs for which there was no time
 * @param seconds it took
 */
public record BenchReport(
    boolean quick,
    Map<String, String> setting,
    List<Result> results,
    List<Ratio> ratios,
    List<Unmeasured> unmeasured,
    double seconds) {

  /** Whether a run of any engine did not count. */
  public boolean hasFailures() {
    return results.stream().anyMatch(result -> !result.failures().isEmpty());
  }

  /** All bounds together: one that is missed counts more than one without data. */
  public Reach reach() {
    if (ratios.stream().anyMatch(ratio -> ratio.reach() == Reach.MISSED)) {
      return Reach.MISSED;
    }
    return ratios.stream().anyMatch(ratio -> ratio.reach() == Reach.NO_DATA)
        ? Reach.NO_DATA
        : Reach.REACHED;
  }
}
