package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.acl.FenceFinding;
import java.util.List;

/**
 * What stands in the way of a wave, worst first.
 *
 * @param findings all of them
 */
public record PreflightReport(List<FenceFinding> findings) {
  /** Sorts by severity, then code, then subject. */
  public PreflightReport {
    findings =
        findings.stream()
            .distinct()
            .sorted(
                java.util.Comparator.comparing(FenceFinding::severity)
                    .thenComparing(FenceFinding::code)
                    .thenComparing(FenceFinding::subject))
            .toList();
  }

  /** Whether the wave must not start. */
  public boolean blocked() {
    return !blocking().isEmpty();
  }

  /** The findings that stop the wave. */
  public List<FenceFinding> blocking() {
    return findings.stream()
        .filter(finding -> finding.severity() == FenceFinding.Severity.BLOCKING)
        .toList();
  }
}
