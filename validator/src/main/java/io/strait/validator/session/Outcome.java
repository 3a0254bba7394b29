package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts together what is known about one task. Pure. */
final class Outcome {
  private static final String CANCELLED = new ScanCancelled().getMessage();

  private Outcome() {}

  /**
   * What a run says about a task.
   *
   * @param report what the scan found; empty when it said nothing about it
   * @param reached how far this run had proved it before it was ended
   * @param why what to say of what was not read
   */
  static Standing of(
      Task task, Optional<PartitionReport> report, Optional<OffsetRange> reached, String why) {
    PartitionReport found = worded(report.orElseGet(() -> unread(task, why)), why);
    found = task.before().isEmpty() ? onlyNew(task, found) : found;
    for (Finding finding : task.found()) {
      found = with(found, finding);
    }
    for (String note : task.notes()) {
      found = found.noting(note);
    }
    Optional<OffsetRange> before = joined(task.before(), reached);
    return new Standing(task.asked(), found, StretchMap.of(task.asked(), before, found));
  }

  /** A partition of which nothing was read. */
  static PartitionReport unread(Task task, String why) {
    OffsetRange nothing = new OffsetRange(task.asked().from(), task.asked().from());
    Finding finding =
        new Finding(
            FindingCode.UNVERIFIABLE,
            task.subject().topic(),
            task.subject().partition(),
            task.asked().from(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            "source offsets " + task.asked() + ": " + why);
    return new PartitionReport(
        task.subject().topic(),
        task.subject().partition(),
        nothing,
        nothing,
        new Tally(0, 0, 0, 0),
        new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)),
        List.of(finding));
  }

  /** Without what was proved before this run: a scan's digest and counts go on from there. */
  private static PartitionReport onlyNew(Task task, PartitionReport report) {
    if (task.known().isEmpty() || report.judged().from() >= task.known().get().proven().to()) {
      return report;
    }
    ProofPoint known = task.known().get();
    long at = known.proven().to();
    long before = Math.max(0, known.digest().count());
    Tally tally = report.tally();
    return new PartitionReport(
        report.topic(),
        report.partition(),
        from(at, report.judged()),
        from(at, report.proven()),
        new Tally(
            Math.max(0, tally.sourceRecords() - before),
            Math.max(0, tally.targetRecords() - before),
            tally.behind(),
            tally.offsetShifts()),
        report.counts(),
        report.explained(),
        report.findings(),
        Optional.empty(),
        report.stretches(),
        report.notes());
  }

  private static OffsetRange from(long at, OffsetRange range) {
    return new OffsetRange(at, Math.max(at, range.to()));
  }

  private static PartitionReport with(PartitionReport report, Finding finding) {
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.add(0, finding);
    FindingCounts counts = report.counts().plus(new FindingCounts(Map.of(finding.code(), 1L)));
    return report.with(counts, report.explained(), findings);
  }

  /** Says why a scan was cancelled instead of that it was. */
  private static PartitionReport worded(PartitionReport report, String why) {
    List<Finding> findings = new ArrayList<>();
    for (Finding one : report.findings()) {
      boolean cut = one.code() == FindingCode.UNVERIFIABLE && one.evidence().contains(CANCELLED);
      findings.add(cut ? said(one, one.evidence().replace(CANCELLED, why)) : one);
    }
    return report.with(report.counts(), report.explained(), findings);
  }

  private static Finding said(Finding one, String evidence) {
    return new Finding(
        one.code(),
        one.topic(),
        one.partition(),
        one.divergesAt(),
        one.sourceOffset(),
        one.targetOffset(),
        evidence,
        one.explanation());
  }

  private static Optional<OffsetRange> joined(
      Optional<OffsetRange> before, Optional<OffsetRange> reached) {
    if (before.isEmpty() || reached.isEmpty()) {
      return before.isPresent() ? before : reached;
    }
    return Optional.of(
        new OffsetRange(
            Math.min(before.get().from(), reached.get().from()),
            Math.max(before.get().to(), reached.get().to())));
  }
}
