package io.strait.validator.audit;

import io.strait.validator.check.FindingCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a link's audit stands.
 *
 * @param at milliseconds since the epoch of the last look
 * @param epoch which owner it is
 * @param totals of all partitions together
 * @param lagOffsets source offsets that are committed and not sealed yet
 * @param lagMillis for how long the oldest of them have been seen to wait; 0 when there are none
 * @param suspects what waits to be judged again: ranges, and partitions whose ends do not fit
 * @param findings confirmed findings by code
 * @param unequal windows in which both sides differ
 * @param windows windows kept
 * @param problems what keeps partitions from being audited, one sentence each
 * @param uncovered how much of the link is not audited at all
 */
public record AuditSummary(
    long at,
    long epoch,
    AuditTotals totals,
    long lagOffsets,
    long lagMillis,
    long suspects,
    Map<FindingCode, Long> findings,
    long unequal,
    long windows,
    List<String> problems,
    Uncovered uncovered) {
  /** Keeps copies. */
  public AuditSummary {
    findings = Map.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /**
   * The share of all offsets that are sealed, or cannot be audited at all, that is proved or
   * explained, 0 to 1; 1 when there are none.
   */
  public double coverage() {
    long good = totals.of(SealedRange.State.PROVED) + totals.of(SealedRange.State.EXPLAINED);
    long all = totals.sealed() + uncovered.offsets();
    return all == 0 ? 1 : (double) good / all;
  }

  /** Whether nothing differs or is suspected, all sealed was judged, and all can be audited. */
  public boolean isClean() {
    return findings.isEmpty()
        && suspects == 0
        && problems.isEmpty()
        && totals.of(SealedRange.State.DIVERGENT) == 0
        && totals.of(SealedRange.State.UNVERIFIABLE) == 0;
  }

  /** The first problem. */
  public Optional<String> problem() {
    return problems.stream().findFirst();
  }
}
