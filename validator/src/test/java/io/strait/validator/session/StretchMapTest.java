package io.strait.validator.session;

import static io.strait.validator.check.Stretch.State.DIVERGENT;
import static io.strait.validator.check.Stretch.State.EXPLAINED;
import static io.strait.validator.check.Stretch.State.PROVED;
import static io.strait.validator.check.Stretch.State.UNPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Tally;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StretchMapTest {
  private static final OffsetRange ASKED = new OffsetRange(0, 1_000);

  @Test
  void shouldProveAllWhenNothingDiffers() {
    assertThat(shown(ASKED, report(0, 1_000, 1_000, 0))).containsExactly("[0, 1000) PROVED ");
  }

  @Test
  void shouldNameWhatIsExpiredAndWhatIsBehind() {
    assertThat(shown(ASKED, report(100, 900, 900, 0)))
        .containsExactly(
            "[0, 100) UNPROVED no longer on both sides",
            "[100, 900) PROVED ",
            "[900, 1000) UNPROVED not on the target yet");
  }

  @Test
  void shouldShowOneBadRecordAsOneWhenAllFindingsAreKnown() {
    PartitionReport report = report(0, 1_000, 500, 0, finding(FindingCode.CORRUPT, 500, null));

    assertThat(shown(ASKED, report))
        .containsExactly("[0, 500) PROVED ", "[500, 501) DIVERGENT CORRUPT", "[501, 1000) PROVED ");
    assertThat(coverage(report)).isEqualTo(new Coverage(1_000, 999, 0, 1, 0));
    assertThat(coverage(report).percent()).isEqualTo(99.9);
  }

  @Test
  void shouldProveNothingBehindAShiftOrWhenFindingsWereLeftOut() {
    PartitionReport shifted = report(0, 1_000, 500, 7, finding(FindingCode.MISSING, 500, null));
    assertThat(shown(ASKED, shifted))
        .containsExactly(
            "[0, 500) PROVED ", "[500, 1000) DIVERGENT the logs part here: {MISSING=1}");
    FindingCounts more = new FindingCounts(Map.of(FindingCode.CORRUPT, 50L));
    PartitionReport many = shifted.with(more, FindingCounts.NONE, shifted.findings());
    assertThat(coverage(many).divergent()).isEqualTo(500);
  }

  @Test
  void shouldShowWhatIsExplainedAsSuch() {
    PartitionReport report =
        report(0, 1_000, 10, 0, finding(FindingCode.MISSING, 10, "compaction"));

    assertThat(shown(ASKED, report))
        .containsExactly(
            "[0, 10) PROVED ", "[10, 11) EXPLAINED MISSING: compaction", "[11, 1000) PROVED ");
    assertThat(coverage(report).percent()).isEqualTo(100);
  }

  @Test
  void shouldCountWhatCouldNotBeReadAgainstCoverage() {
    PartitionReport report = report(0, 1_000, 400, 0, finding(FindingCode.UNVERIFIABLE, 400, null));

    assertThat(shown(ASKED, report))
        .containsExactly("[0, 400) PROVED ", "[400, 1000) UNPROVED seen UNVERIFIABLE");
    assertThat(coverage(report).percent()).isEqualTo(40);
    assertThat(coverage(report).judged()).isEqualTo(400);
  }

  @Test
  void shouldJoinWhatAnEarlierRunHadProved() {
    OffsetRange before = new OffsetRange(0, 600);
    assertThat(StretchMap.of(ASKED, Optional.of(before), report(600, 1_000, 1_000, 0)))
        .containsExactly(new Stretch(ASKED, PROVED, ""));
  }

  @Test
  void shouldKeepToWhatWasAskedForAndTakeTheJudgesOwnStretches() {
    PartitionReport report =
        report(0, 2_000, 2_000, 0)
            .withStretches(
                List.of(
                    new Stretch(new OffsetRange(0, 300), PROVED, ""),
                    new Stretch(new OffsetRange(300, 310), DIVERGENT, "x"),
                    new Stretch(new OffsetRange(310, 2_000), EXPLAINED, "y")));

    assertThat(shown(new OffsetRange(200, 500), report))
        .containsExactly("[200, 300) PROVED ", "[300, 310) DIVERGENT x", "[310, 500) EXPLAINED y");
  }

  @Test
  void shouldRoundCoverageDownSoThatAHundredMeansAll() {
    assertThat(new Coverage(1_000_000, 999_999, 0, 0, 1).percent()).isEqualTo(99.99);
    assertThat(new Coverage(0, 0, 0, 0, 0).percent()).isEqualTo(100);
    assertThat(Coverage.of(List.of(new Stretch(ASKED, UNPROVED, "why"))).percent()).isZero();
  }

  private static Coverage coverage(PartitionReport report) {
    return Coverage.of(StretchMap.of(ASKED, Optional.empty(), report));
  }

  private static List<String> shown(OffsetRange asked, PartitionReport report) {
    return StretchMap.of(asked, Optional.empty(), report).stream()
        .map(one -> one.range() + " " + one.state() + " " + one.why())
        .toList();
  }

  private static Finding finding(FindingCode code, long at, String explanation) {
    Finding finding =
        new Finding(
            code,
            TopicMapping.same("t"),
            0,
            at,
            OptionalLong.of(at),
            OptionalLong.empty(),
            "seen " + code);
    return explanation == null ? finding : finding.explained(explanation);
  }

  private static PartitionReport report(
      long from, long to, long provenTo, long shifts, Finding... findings) {
    Map<FindingCode, Long> open = new EnumMap<>(FindingCode.class);
    Map<FindingCode, Long> benign = new EnumMap<>(FindingCode.class);
    for (Finding finding : findings) {
      (finding.isExplained() ? benign : open).merge(finding.code(), 1L, Long::sum);
    }
    return new PartitionReport(
            TopicMapping.same("t"),
            0,
            new OffsetRange(from, to),
            new OffsetRange(from, provenTo),
            new Tally(to - from, to - from, 0, shifts),
            FindingCounts.NONE,
            List.of())
        .with(new FindingCounts(open), new FindingCounts(benign), List.of(findings));
  }
}
