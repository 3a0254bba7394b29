package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a report says when the scan ended before a question was answered: neither a difference nor
 * equality. Pure.
 */
public final class Unconfirmed {
  private Unconfirmed() {}

  /** The source had more than the target, and nobody saw whether the rest still came. */
  public static PartitionReport tail(PartitionReport report) {
    String why =
        "the last "
            + report.behind()
            + " source offsets were not on the target, and the scan ended before it was known"
            + " whether they still come";
    return with(report, report.findings(), report.judged().to(), why, report.counts());
  }

  /** Differences that were seen once, and were not looked at again after the grace. */
  public static PartitionReport suspicion(PartitionReport report) {
    Finding first =
        report.findings().stream()
            .filter(finding -> !finding.isExplained() && finding.code().isDifference())
            .findFirst()
            .orElseThrow();
    List<Finding> explained = report.findings().stream().filter(Finding::isExplained).toList();
    String why =
        "seen once and not confirmed, for the scan ended: "
            + report.counts().byCode()
            + ", first "
            + first.code()
            + ": "
            + first.evidence();
    return with(report, explained, first.divergesAt(), why, FindingCounts.NONE);
  }

  /** The same where there are differences at all. */
  static PartitionReport ifSuspected(PartitionReport report) {
    return report.counts().differences() > 0 ? suspicion(report) : report;
  }

  /** A read that broke off or could not be begun for a reason that nobody foresaw. */
  static PartitionReport failed(PartitionReport empty, String why) {
    return with(empty, List.of(), empty.judged().from(), why, FindingCounts.NONE);
  }

  private static PartitionReport with(
      PartitionReport report, List<Finding> others, long at, String why, FindingCounts counts) {
    OffsetRange judged = report.judged();
    Finding finding =
        new Finding(
            FindingCode.UNVERIFIABLE,
            report.topic(),
            report.partition(),
            Math.max(judged.from(), at),
            OptionalLong.empty(),
            OptionalLong.empty(),
            why);
    List<Finding> findings = new ArrayList<>(others);
    findings.add(finding);
    findings.sort(Finding.ORDER);
    FindingCounts more = new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L));
    return report.with(counts.plus(more), report.explained(), findings);
  }
}
