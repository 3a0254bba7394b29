package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.log.Subject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a declaration itself has to say about a partition. Pure but for the closer look. */
public final class Declared {
  private static final int CLOSER = 2_000;

  private Declared() {}

  /** The report about a partition that cannot be judged under its declaration at all. */
  public static Optional<PartitionReport> refused(Case one) {
    return refused(one.subject(), one.contract(), one.demanded());
  }

  /** The same of a partition that is not judged as a case of its own. */
  public static Optional<PartitionReport> refused(
      Subject subject, Contract contract, Optional<OffsetRange> demanded) {
    return contract
        .expectation()
        .unprovable()
        .map(obstacle -> refused(subject, demanded.orElse(new OffsetRange(0, 0)), obstacle));
  }

  /**
   * The report with what the declaration noticed: records whose schema id has no counterpart are
   * not judged, rather than named CORRUPT, and sentences are added.
   *
   * @param judge looks again where other findings were crowded out
   */
  public static PartitionReport noted(Case one, PartitionReport report, PartitionJudge judge) {
    Optional<UnmappedIds> ids = ids(one.contract().expectation());
    PartitionReport noted = report;
    if (ids.isPresent() && ids.get().first(report.proven().to()).isPresent()) {
      noted = unjudged(ids.get(), report, one.options().samples());
      if (isCrowded(noted)) {
        Case closer = one.closer(CLOSER);
        PartitionReport again = judge.judge(closer);
        noted =
            ids(closer.contract().expectation())
                .map(found -> unjudged(found, again, one.options().samples()))
                .orElse(again);
      }
    }
    for (String note : one.contract().expectation().notes()) {
      noted = noted.noting(note);
    }
    return isCrowded(noted) ? withPlace(noted) : noted;
  }

  private static PartitionReport refused(Subject subject, OffsetRange asked, Obstacle obstacle) {
    OffsetRange none = new OffsetRange(asked.from(), asked.from());
    Finding finding =
        new Finding(
            obstacle.code(),
            subject.topic(),
            subject.partition(),
            asked.from(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            obstacle.why());
    return new PartitionReport(
        subject.topic(),
        subject.partition(),
        none,
        none,
        new Tally(0, 0, 0, 0),
        new FindingCounts(Map.of(obstacle.code(), 1L)),
        List.of(finding));
  }

  private static PartitionReport unjudged(UnmappedIds ids, PartitionReport report, int samples) {
    long first = ids.first(report.proven().to()).orElse(report.proven().to());
    long count = ids.count(report.proven().to(), Long.MAX_VALUE);
    long moved = Math.min(count, report.counts().of(FindingCode.CORRUPT));
    Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    counts.putAll(report.counts().byCode());
    counts.merge(FindingCode.CORRUPT, -moved, Long::sum);
    counts.merge(FindingCode.UNVERIFIABLE, 1L, Long::sum);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            FindingCode.UNVERIFIABLE,
            report.topic(),
            report.partition(),
            first,
            OptionalLong.of(first),
            OptionalLong.empty(),
            count
                + " records carry schema ids that have no counterpart on the target: "
                + ids.text()));
    Map<FindingCode, Integer> kept = new EnumMap<>(FindingCode.class);
    report.findings().stream()
        .filter(
            finding ->
                finding.code() != FindingCode.CORRUPT
                    || finding.sourceOffset().isEmpty()
                    || !ids.has(finding.sourceOffset().getAsLong()))
        .filter(finding -> kept.merge(finding.code(), 1, Integer::sum) <= samples)
        .forEach(findings::add);
    findings.sort(Finding.ORDER);
    return report.with(new FindingCounts(counts), report.explained(), findings);
  }

  /** Whether there are differences of which none was kept. */
  private static boolean isCrowded(PartitionReport report) {
    return report.counts().differences() > 0
        && report.findings().stream().noneMatch(one -> one.code().isDifference());
  }

  /** A difference needs a place in the report. */
  private static PartitionReport withPlace(PartitionReport report) {
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.add(
        new Finding(
            FindingCode.CORRUPT,
            report.topic(),
            report.partition(),
            report.proven().to(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            "records differ behind the first "
                + CLOSER
                + " whose schema ids have no counterpart; register those and judge again"));
    return report.with(report.counts(), report.explained(), findings);
  }

  private static Optional<UnmappedIds> ids(Expectation expectation) {
    if (expectation instanceof Chain chain) {
      return chain.links().stream().flatMap(one -> ids(one).stream()).findFirst();
    }
    return expectation instanceof RewrittenIds ids ? ids.unmapped() : Optional.empty();
  }
}
