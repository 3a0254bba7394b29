package io.strait.validator.audit;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Verdict;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Subject;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Judges suspects by the scan that {@code strait verify} uses, over their ranges. */
public final class ScanJudge implements SuspectJudge {
  private final Cluster source;
  private final Cluster target;
  private final ScanOptions options;
  private final Clock clock;

  /** The grace of the options is not used: a suspect has had its own. */
  public ScanJudge(Cluster source, Cluster target, ScanOptions options, Clock clock) {
    this.source = source;
    this.target = target;
    this.options = options.withGrace(Duration.ZERO).withThreads(1);
    this.clock = clock;
  }

  @Override
  public Judgement judge(Subject subject, SealedRange suspect) {
    OffsetRange range = suspect.range();
    if (suspect.anchored() && range.from() > 0) {
      // What stands between the images of the last offset before and of the first is seen as well.
      Judgement wider = judge(subject, suspect, new OffsetRange(range.from() - 1, range.to()));
      if (wider.state() != State.SUSPECT && wider.state() != State.UNVERIFIABLE) {
        return wider;
      }
    }
    return judge(subject, suspect, range);
  }

  private Judgement judge(Subject subject, SealedRange suspect, OffsetRange range) {
    ScanReport report =
        new LinkScan(source, target, List.of(subject.topic()), options, clock)
            .run(Map.of(subject.sourcePartition(), range));
    if (report.partitions().isEmpty()) {
      String why =
          report.verdict() instanceof Verdict.Inconclusive open
              ? open.reason()
              : "the scan judged nothing";
      return new Judgement(State.SUSPECT, List.of(), why);
    }
    return judgement(suspect, report.partitions().get(0));
  }

  private Judgement judgement(SealedRange suspect, PartitionReport report) {
    List<AuditFinding> findings = findings(suspect, report);
    if (!findings.isEmpty()) {
      return new Judgement(State.DIVERGENT, findings, report.counts().byCode().toString());
    }
    String evidence = report.findings().isEmpty() ? "" : report.findings().get(0).evidence();
    if (report.counts().of(FindingCode.UNVERIFIABLE) > 0) {
      boolean gone = report.judged().from() > suspect.range().from();
      return new Judgement(gone ? State.UNVERIFIABLE : State.SUSPECT, List.of(), evidence);
    }
    if (report.explained().differences() > 0) {
      return new Judgement(
          State.EXPLAINED,
          List.of(),
          report.findings().stream()
              .flatMap(finding -> finding.explanation().stream())
              .findFirst()
              .orElse(report.explained().byCode().toString()));
    }
    return new Judgement(
        State.SUSPECT, List.of(), "digests differ although the scan finds no difference");
  }

  /** The first of each code, with how many there are. */
  private List<AuditFinding> findings(SealedRange suspect, PartitionReport report) {
    Map<FindingCode, Finding> first = new EnumMap<>(FindingCode.class);
    for (Finding finding : report.findings()) {
      if (!finding.isExplained() && finding.code().isDifference()) {
        first.putIfAbsent(finding.code(), finding);
      }
    }
    List<AuditFinding> findings = new ArrayList<>();
    OffsetRange range = suspect.range();
    first.forEach(
        (code, finding) ->
            findings.add(
                new AuditFinding(
                    code,
                    finding.topic(),
                    finding.partition(),
                    finding.divergesAt(),
                    finding.sourceOffset(),
                    finding.targetOffset(),
                    range,
                    report.counts().of(code),
                    finding.evidence(),
                    clock.millis())));
    return findings;
  }
}
