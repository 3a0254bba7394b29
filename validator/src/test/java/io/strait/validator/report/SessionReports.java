package io.strait.validator.report;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Stretch.State;
import io.strait.validator.check.Tally;
import io.strait.validator.check.Verdict;
import io.strait.validator.records.ScanReport;
import io.strait.validator.records.Summary;
import io.strait.validator.scope.Confidence;
import io.strait.validator.session.Coverage;
import io.strait.validator.session.Mode;
import io.strait.validator.session.SessionReport;
import io.strait.validator.session.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reports made by hand. */
final class SessionReports {
  static final String EVIL = "<script>alert('x')</script>\"&";

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private SessionReports() {}

  /** Topics with so many partitions each; every seventh partition has something. */
  static SessionReport of(int topics, int partitions) {
    List<Standing> standings = new ArrayList<>();
    Map<String, String> contracts = new TreeMap<>();
    for (int t = 0; t < topics; t++) {
      TopicMapping topic =
          t == 0 ? new TopicMapping("orders", "east.orders") : TopicMapping.same("topic-" + t);
      contracts.put(topic.source(), "order only; nothing is declared to differ");
      for (int p = 0; p < partitions; p++) {
        standings.add(standing(topic, p, (t + p) % 7));
      }
    }
    ScanReport scan =
        Summary.of(
            standings.stream().map(Standing::report).toList(),
            List.of(),
            AT,
            Duration.ofMillis(83_250));
    return report(scan, standings, contracts);
  }

  static SessionReport of(ScanReport scan) {
    return report(scan, List.of(), Map.of());
  }

  /** The same scan with another verdict. */
  static SessionReport with(Verdict verdict, SessionReport report) {
    ScanReport scan = report.scan();
    ScanReport other =
        new ScanReport(
            verdict,
            scan.records(),
            scan.partitions(),
            scan.findings(),
            scan.counts(),
            scan.startedAt(),
            scan.duration());
    return report(other, report.standings(), report.contracts());
  }

  /** The same run, ended before it had judged everything. */
  static SessionReport cut(SessionReport report) {
    SessionReport one =
        with(new Verdict.Inconclusive("the time of 10 s was up: 41.00 % are proved"), report);
    return report(one.scan(), one.standings(), one.contracts(), Optional.empty(), true);
  }

  /** The same run as a sample. */
  static SessionReport sampled(Confidence confidence, SessionReport report) {
    SessionReport one = with(new Verdict.Sampled(confidence.text()), report);
    return report(one.scan(), one.standings(), one.contracts(), Optional.of(confidence), false);
  }

  private static SessionReport report(
      ScanReport scan, List<Standing> standings, Map<String, String> contracts) {
    return report(scan, standings, contracts, Optional.empty(), false);
  }

  private static SessionReport report(
      ScanReport scan,
      List<Standing> standings,
      Map<String, String> contracts,
      Optional<Confidence> confidence,
      boolean isCut) {
    return new SessionReport(
        Mode.FULL,
        "everything",
        scan,
        standings,
        Coverage.of(standings.stream().flatMap(one -> one.stretches().stream()).toList()),
        contracts,
        confidence,
        255,
        "cluster-of-the-east",
        "cluster-of-the-west",
        Map.of("orders", "AAAA"),
        Optional.of("2026-01-01T00:00:00Z"),
        Optional.of("/var/lib/strait/verify/east-west.jsonl"),
        isCut,
        List.of("only the order is claimed, as configured"));
  }

  private static Standing standing(TopicMapping topic, int partition, int kind) {
    OffsetRange asked = new OffsetRange(1_000, 1_001_000);
    if (kind == 1) {
      return found(topic, partition, asked, FindingCode.CORRUPT, EVIL, null);
    }
    if (kind == 2) {
      return found(topic, partition, asked, FindingCode.UNVERIFIABLE, "the time was up", null);
    }
    return kind == 3
        ? found(topic, partition, asked, FindingCode.MISSING, "compacted", "a later record")
        : new Standing(
            asked,
            report(topic, partition, asked, asked),
            List.of(new Stretch(asked, State.PROVED, "")));
  }

  private static Standing found(
      TopicMapping topic,
      int partition,
      OffsetRange asked,
      FindingCode code,
      String evidence,
      String cause) {
    long place = 401_000;
    Finding plain =
        new Finding(
            code, topic, partition, place, OptionalLong.of(place), OptionalLong.empty(), evidence);
    Finding finding = cause == null ? plain : plain.explained(cause);
    FindingCounts one = new FindingCounts(Map.of(code, 1L));
    PartitionReport report =
        report(topic, partition, asked, new OffsetRange(asked.from(), place))
            .with(
                cause == null ? one : FindingCounts.NONE,
                cause == null ? FindingCounts.NONE : one,
                List.of(finding));
    State state =
        code == FindingCode.UNVERIFIABLE
            ? State.UNPROVED
            : cause == null ? State.DIVERGENT : State.EXPLAINED;
    long end = state == State.UNPROVED ? asked.to() : place + 1;
    List<Stretch> stretches = new ArrayList<>();
    stretches.add(new Stretch(new OffsetRange(asked.from(), place), State.PROVED, ""));
    stretches.add(new Stretch(new OffsetRange(place, end), state, code + " " + evidence));
    if (end < asked.to()) {
      stretches.add(new Stretch(new OffsetRange(end, asked.to()), State.PROVED, ""));
    }
    return new Standing(asked, report, stretches);
  }

  private static PartitionReport report(
      TopicMapping topic, int partition, OffsetRange judged, OffsetRange proven) {
    return new PartitionReport(
        topic,
        partition,
        judged,
        proven,
        new Tally(judged.size(), judged.size(), 5, 0),
        FindingCounts.NONE,
        List.of());
  }
}
