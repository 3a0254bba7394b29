package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a report about a suspect's range says of the suspect. Pure. */
final class Judgements {
  private Judgements() {}

  /** At that time, milliseconds since the epoch. */
  static Judgement of(SealedRange suspect, PartitionReport report, long now) {
    List<AuditFinding> findings = findings(suspect, report, now);
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
  private static List<AuditFinding> findings(
      SealedRange suspect, PartitionReport report, long now) {
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
                    now)));
    return findings;
  }
}
