package io.strait.validator.records;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws the verdict of a scan from its partitions. Pure. */
public final class Summary {
  private static final int MOST_FINDINGS = 1_000;

  private Summary() {}

  /** The report over these partitions. */
  public static ScanReport of(
      List<PartitionReport> partitions,
      List<String> unknownTopics,
      Instant startedAt,
      Duration duration) {
    List<Finding> findings = new ArrayList<>();
    FindingCounts counts = FindingCounts.NONE;
    long records = 0;
    for (PartitionReport partition : partitions) {
      findings.addAll(partition.findings());
      counts = counts.plus(partition.counts());
      records += partition.sourceRecords();
    }
    findings.sort(Finding.ORDER);
    findings = findings.subList(0, Math.min(MOST_FINDINGS, findings.size()));
    Verdict verdict = verdict(partitions, findings, counts, unknownTopics);
    return new ScanReport(verdict, records, partitions, findings, counts, startedAt, duration);
  }

  /** A report that nothing was read, and why. */
  public static ScanReport unread(String why, Instant startedAt, Duration duration) {
    return new ScanReport(
        new Verdict.Inconclusive(why),
        0,
        List.of(),
        List.of(),
        FindingCounts.NONE,
        startedAt,
        duration);
  }

  private static Verdict verdict(
      List<PartitionReport> partitions,
      List<Finding> findings,
      FindingCounts counts,
      List<String> unknownTopics) {
    if (counts.differences() > 0) {
      return new Verdict.Failed(
          findings.stream().filter(finding -> finding.code().isDifference()).toList());
    }
    if (!unknownTopics.isEmpty()) {
      return new Verdict.Inconclusive(String.join("; ", unknownTopics));
    }
    long unread = counts.of(FindingCode.UNVERIFIABLE);
    if (unread > 0) {
      Finding first = findings.get(0);
      String place = first.topic().source() + "-" + first.partition() + ": " + first.evidence();
      return new Verdict.Inconclusive(
          unread + " of " + partitions.size() + " partitions not fully read; first " + place);
    }
    return partitions.isEmpty()
        ? new Verdict.Inconclusive("there was nothing to judge: no topic, no partition, no range")
        : new Verdict.Passed();
  }
}
