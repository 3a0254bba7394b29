package io.strait.validator.report;

import io.strait.validator.check.ResourceReport;
import io.strait.validator.check.Verdict;
import io.strait.validator.performance.PerformanceReport;
import io.strait.validator.session.SessionReport;
import java.util.List;
import java.util.Optional;

/**
 * All that one call of {@code strait verify} came to.
 *
 * @param pair what was compared, in words
 * @param records what was found in records, where they were judged
 * @param besides what was found besides records, aspect by aspect
 * @param performance how both sides carry a load, where that was measured
 * @param exitCode with which the command ends: 0 passed, 3 failed, 4 anything between
 * @param tool name and version of what judged
 */
public record VerifyReport(
    String pair,
    Optional<SessionReport> records,
    List<ResourceReport> besides,
    Optional<PerformanceReport> performance,
    int exitCode,
    String tool) {
  private static final int PASSED = 0;
  private static final int FAILED = 3;

  /** Keeps a copy. */
  public VerifyReport {
    besides = List.copyOf(besides);
  }

  /** The verdict of all together: {@code passed}, {@code failed}, {@code sampled} and so on. */
  public String word() {
    if (exitCode == PASSED) {
      return "passed";
    }
    if (exitCode == FAILED) {
      return "failed";
    }
    boolean gaps = besides.stream().anyMatch(ResourceReport::hasGaps);
    return isSampled() && !gaps ? "sampled" : "inconclusive";
  }

  /** Whether a sample of the records was judged and nothing differs in it. */
  boolean isSampled() {
    return records.map(one -> one.scan().verdict() instanceof Verdict.Sampled).orElse(false);
  }
}
