package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {
  private static final TopicMapping TOPIC = new TopicMapping("orders", "orders");

  @Test
  void shouldNotPassWhenTheScanEndedBeforeTheTailWasWatched() {
    PartitionReport report =
        new PartitionReport(
            TOPIC,
            0,
            new OffsetRange(0, 90),
            new OffsetRange(0, 90),
            new Tally(90, 90, 10, 0),
            FindingCounts.NONE,
            List.of());

    assertThat(verdict(report)).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict(Unconfirmed.tail(report))).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(Unconfirmed.tail(report).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.divergesAt()).isEqualTo(90))
        .satisfies(finding -> assertThat(finding.evidence()).contains("10 source offsets"));
  }

  @Test
  void shouldAccuseNobodyOfWhatWasSeenOnce() {
    PartitionReport report = differing(new OffsetRange(0, 100), 40);

    PartitionReport unconfirmed = Unconfirmed.suspicion(report);

    assertThat(verdict(report)).isInstanceOf(Verdict.Failed.class);
    assertThat(verdict(unconfirmed)).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(unconfirmed.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.evidence()).contains("CORRUPT").contains("seen"));
  }

  @Test
  void shouldKeepASuspicionThatTheSecondReadingDidNotReach() {
    OffsetRange whole = new OffsetRange(0, 100);
    PartitionReport broken =
        Unconfirmed.failed(
            new PartitionReport(
                TOPIC,
                0,
                whole,
                new OffsetRange(0, 30),
                new Tally(30, 30, 0, 0),
                FindingCounts.NONE,
                List.of()),
            "the cluster does not answer");
    PartitionReport cleared =
        new PartitionReport(
            TOPIC, 0, whole, whole, new Tally(100, 100, 0, 0), FindingCounts.NONE, List.of());

    PartitionReport kept = Recheck.of(differing(whole, 40), broken);

    assertThat(kept.findings()).anyMatch(finding -> finding.evidence().contains("CORRUPT"));
    assertThat(verdict(kept)).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict(Recheck.of(differing(whole, 40), cleared)))
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void shouldDropTheGapAtTheHeadOfATailAndNoOther() {
    OffsetRange demanded = new OffsetRange(0, 100);
    OffsetRange rest = new OffsetRange(20, 100);
    PartitionReport trimmed =
        Unconfirmed.failed(empty(rest, 20), "source offsets [0, 20): no longer on both sides: x");
    PartitionReport unread = Unconfirmed.failed(empty(demanded, 0), "the cluster does not answer");

    assertThat(verdict(Tails.withoutHead(at(trimmed, 0), Optional.of(demanded))))
        .isInstanceOf(Verdict.Passed.class);
    assertThat(verdict(Tails.withoutHead(unread, Optional.of(demanded))))
        .isInstanceOf(Verdict.Inconclusive.class);
  }

  private static PartitionReport at(PartitionReport report, long place) {
    Finding one = report.findings().get(0);
    Finding moved =
        new Finding(
            one.code(),
            one.topic(),
            one.partition(),
            place,
            one.sourceOffset(),
            one.targetOffset(),
            one.evidence());
    return report.with(report.counts(), report.explained(), List.of(moved));
  }

  private static PartitionReport empty(OffsetRange judged, long to) {
    OffsetRange proven = new OffsetRange(judged.from(), Math.max(judged.from(), to));
    return new PartitionReport(
        TOPIC, 0, judged, proven, new Tally(0, 0, 0, 0), FindingCounts.NONE, List.of());
  }

  private static PartitionReport differing(OffsetRange judged, long place) {
    Finding finding =
        new Finding(
            FindingCode.CORRUPT,
            TOPIC,
            0,
            place,
            OptionalLong.of(place),
            OptionalLong.of(place),
            "value differs");
    return new PartitionReport(
        TOPIC,
        0,
        judged,
        new OffsetRange(judged.from(), place),
        new Tally(100, 100, 0, 0),
        new FindingCounts(Map.of(FindingCode.CORRUPT, 1L)),
        List.of(finding));
  }

  private static Verdict verdict(PartitionReport report) {
    return Summary.of(List.of(report), List.of(), Instant.EPOCH, Duration.ZERO).verdict();
  }
}
