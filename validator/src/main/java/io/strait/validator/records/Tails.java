package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import java.time.Duration;
import java.util.List;

/** What the rest of a source behind the end of its target became once that was watched. Pure. */
final class Tails {
  private Tails() {}

  /** The range that must be on the target now. */
  static OffsetRange demanded(PartitionReport lagging, long sourceEnd) {
    long from = lagging.judged().from();
    return new OffsetRange(from, Math.max(from, sourceEnd));
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
