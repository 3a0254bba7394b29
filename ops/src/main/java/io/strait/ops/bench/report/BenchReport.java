package io.strait.ops.bench.report;

import java.util.List;
import java.util.Map;

/**
 * One run of the benchmark.
 *
 * @param quick whether it was the short form, whose figures are rough
 * @param setting what was measured on and with, in words
 * @param results of every subject
 * @param ratios against the bounds
 * @param seconds it took
 */
public record BenchReport(
    boolean quick,
    Map<String, String> setting,
    List<Result> results,
    List<Ratio> ratios,
    double seconds) {

  /** Whether a run of any engine did not count. */
  public boolean hasFailures() {
    return results.stream().anyMatch(result -> !result.failures().isEmpty());
  }

  /** Whether every bound that was measured is reached. */
  public boolean reachesAll() {
    return ratios.stream().allMatch(Ratio::reached);
  }
}
