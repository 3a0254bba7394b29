package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Clip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rest of a source behind the end of its target became once that was watched. Pure. */
final class Tails {
  private Tails() {}

  /** The range that must be on the target now. */
  static OffsetRange demanded(PartitionReport lagging, long sourceEnd) {
    long from = lagging.judged().from();
    return new OffsetRange(from, Math.max(from, sourceEnd));
  }

  /**
   * Without the gap at its head: it was judged before, whether it is still there or retention took
   * it while the tail was watched. A report of nothing read stays as it is.
   */
  static PartitionReport withoutHead(PartitionReport rest, Optional<OffsetRange> demanded) {
    if (demanded.isEmpty() || rest.judged().isEmpty()) {
      return rest;
    }
    List<Finding> findings = new ArrayList<>(rest.findings());
    findings.removeIf(
        finding ->
            finding.code() == FindingCode.UNVERIFIABLE
                && finding.divergesAt() == demanded.get().from()
                && Clip.isHead(finding.evidence()));
    long removed = rest.findings().size() - findings.size();
    if (removed == 0) {
      return rest;
    }
    Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    counts.putAll(rest.counts().byCode());
    counts.merge(FindingCode.UNVERIFIABLE, -removed, Long::sum);
    return rest.with(new FindingCounts(counts), rest.explained(), findings);
  }

  /** Says of each lost record at the end why it counts as lost. */
  static PartitionReport missing(PartitionReport lagging, PartitionReport again, Duration watched) {
    long end = lagging.counts().differences() == 0 ? lagging.proven().to() : lagging.judged().to();
    String because = "the target has not grown for " + watched.toMillis() + " ms";
    List<Finding> findings =
        again.findings().stream()
            .map(
                finding ->
                    finding.code() == FindingCode.MISSING && finding.divergesAt() >= end
                        ? finding.as(FindingCode.MISSING, because)
                        : finding)
            .toList();
    return again.with(again.counts(), again.explained(), findings);
  }
}
