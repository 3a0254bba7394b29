package io.strait.validator.records;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What lies before the place from which two logs are compared. A later look goes on from what is
 * proved and does not come by it again, so what was said of it is carried on. Pure.
 */
final class Heads {
  private Heads() {}

  /** The later report, with what the earlier one says of the head. */
  static PartitionReport kept(PartitionReport before, PartitionReport again) {
    List<Finding> heads = before.findings().stream().filter(Heads::isHead).toList();
    if (heads.isEmpty() || again.findings().stream().anyMatch(Heads::isHead)) {
      return again;
    }
    List<Finding> findings = new ArrayList<>(again.findings());
    FindingCounts counts = again.counts();
    for (Finding head : heads) {
      findings.add(head);
      counts = counts.plus(new FindingCounts(Map.of(head.code(), 1L)));
    }
    findings.sort(Finding.ORDER);
    return again.with(counts, again.explained(), findings);
  }

  private static boolean isHead(Finding finding) {
    return finding.sourceOffset().isEmpty()
        && finding.targetOffset().isEmpty()
        && finding.evidence().contains(Clip.WHOLE);
  }
}
