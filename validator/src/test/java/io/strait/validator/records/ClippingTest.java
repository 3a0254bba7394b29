package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is judged while logs grow, shrink and lag, and what must not be cried about. */
class ClippingTest {
  private static final ScanOptions OPTIONS = ScanOptions.defaults().withWindow(32).withSeed(3);

  @Test
  void shouldCountTheRestAsBehindWhenTheTargetLags() {
    PartitionReport report = live(MemoryLog.of(0, 300), MemoryLog.of(0, 200));

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.judged()).isEqualTo(new OffsetRange(0, 200));
    assertThat(report.behind()).isEqualTo(100);
  }

  @Test
  void shouldFindTheWholeTailMissingWhenItWasDemanded() {
    PartitionReport report =
        demanded(MemoryLog.of(0, 300), MemoryLog.of(0, 200), new OffsetRange(100, 300));

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 100L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(200));
    assertThat(report.proven()).isEqualTo(new OffsetRange(100, 200));
  }

  @Test
  void shouldNameTheLostOneOnlyWhenTheTargetLagsToo() {
    MemoryLog target = MemoryLog.of(0, 200);
    target.content().remove(150);
    target.rewrite(target.content());

    PartitionReport report = live(MemoryLog.of(0, 300), target);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(150));
  }

  @Test
  void shouldNotCallTheLastMissingWhenADuplicatePushedItOut() {
    List<LogRecord> copy = new ArrayList<>(MemoryLog.of(0, 200).content());
    copy.add(100, copy.get(99));
    MemoryLog target = MemoryLog.of(0, 0).rewrite(copy.subList(0, 200));

    PartitionReport report = live(MemoryLog.of(0, 200), target);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.DUPLICATE, 1L));
    assertThat(report.behind()).isEqualTo(1);
  }

  @Test
  void shouldJudgeOnlyWhatBothHaveWhenLogStartsDiffer() {
    MemoryLog source = MemoryLog.of(0, 300);
    MemoryLog target = source.copy();
    source.deleteTo(40);
    target.deleteTo(77);

    PartitionReport report = live(source, target);
    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.judged()).isEqualTo(new OffsetRange(77, 300));
  }

  @Test
  void shouldSayWhatItCouldNotSeeWhenADemandedRangeIsGone() {
    MemoryLog source = MemoryLog.of(0, 300);
    MemoryLog target = source.copy();
    target.deleteTo(77);

    PartitionReport report = demanded(source, target, new OffsetRange(50, 300));
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.UNVERIFIABLE, 1L));
    assertThat(report.findings().get(0).evidence())
        .contains("[50, 77)")
        .contains("target log at 77");
    assertThat(report.proven()).isEqualTo(new OffsetRange(77, 300));
  }

  @Test
  void shouldClipAgainWhenRetentionRacesTheScan() {
    for (int afterReads : new int[] {1, 10, 150, 299, 300, 310, 420, 599}) {
      MemoryLog source = MemoryLog.of(0, 300);
      MemoryLog target = source.copy();
      source.deleteDuringRead(afterReads, 200);
      target.deleteDuringRead(afterReads / 2 + 1, 250);

      PartitionReport report = live(source, target);
      assertThat(report.counts().byCode()).as("after %d", afterReads).isEmpty();
      assertThat(report.judged().to()).isEqualTo(300);
    }
  }

  @Test
  void shouldKeepAheadOfALogStartThatNeverRests() {
    for (boolean onSource : new boolean[] {true, false}) {
      MemoryLog source = MemoryLog.of(0, 2_000);
      MemoryLog target = source.copy();
      MemoryLog trimmed = onSource ? source : target;
      for (int reads = 1; reads <= 900; reads++) {
        trimmed.deleteDuringRead(reads, 2L * reads);
      }

      PartitionReport report = live(source, target);

      assertThat(report.counts().byCode()).isEmpty();
      assertThat(report.proven().to()).isEqualTo(2_000);
    }
  }

  @Test
  void shouldLeaveNothingOutWhenTheLogStartHasComeToRest() {
    for (int last = 3; last <= 60; last++) {
      MemoryLog source = MemoryLog.of(0, 2_000);
      MemoryLog target = source.copy();
      for (int reads = 1; reads <= last; reads++) {
        source.deleteDuringRead(reads, 2L * reads);
      }

      PartitionReport report = live(source, target);

      assertThat(report.counts().byCode()).as("%d deletions", last).isEmpty();
      assertThat(report.judged().from()).as("%d deletions", last).isLessThanOrEqualTo(2L * last);
    }
  }

  @Test
  void shouldStillFindTheFaultWhenRetentionRacesTheScan() {
    MemoryLog source = MemoryLog.of(0, 300);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(280);
    MemoryLog target = MemoryLog.of(0, 0).rewrite(copy);
    source.deleteDuringRead(350, 100);

    assertThat(live(source, target).counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 1L));
  }

  @Test
  void shouldFindForeignWhenTheTargetIsAheadOfItsSource() {
    PartitionReport report = live(MemoryLog.of(0, 100), MemoryLog.of(0, 105));

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.FOREIGN, 5L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(100));
    assertThat(report.proven()).isEqualTo(new OffsetRange(0, 100));
  }

  @Test
  void shouldLookNoFurtherThanDemandedWhenBothWentOn() {
    MemoryLog target = MemoryLog.of(0, 100);
    target.append(MemoryLog.record(5_000));

    PartitionReport report = demanded(MemoryLog.of(0, 300), target, new OffsetRange(10, 100));
    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven()).isEqualTo(new OffsetRange(10, 100));
  }

  @Test
  void shouldCallTheSourceTruncatedWhenItEndsBelowTheDemand() {
    PartitionReport report =
        demanded(MemoryLog.of(0, 90), MemoryLog.of(0, 100), new OffsetRange(0, 100));

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.TRUNCATED_SOURCE, 1L));
  }

  @Test
  void shouldNotCryWhenBothHaveTheSameHoles() {
    MemoryLog source = MemoryLog.of(0, 50);
    source.appendMarker();
    source.append(MemoryLog.record(51));

    assertThat(live(source, source.copy()).counts().byCode()).isEmpty();
  }

  @Test
  void shouldNameTheShiftWhenOnlyOffsetsDiffer() {
    MemoryLog source = MemoryLog.of(0, 100);
    MemoryLog target = MemoryLog.of(0, 60);
    target.appendMarker();
    source.content().subList(60, 100).forEach(target::append);

    PartitionReport report = live(source, target);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.SHIFTED, 1L));
    assertThat(report.offsetShifts()).isEqualTo(40);
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(60));
  }

  @Test
  void shouldFollowAnotherRelationOfOffsets() {
    MemoryLog source = MemoryLog.of(500, 300);
    MemoryLog target = source.shifted(-500);
    target.content().remove(100);
    target.rewrite(target.content());
    ScanOptions options = OPTIONS.withRelation(new OffsetRelation.Shifted(-500));

    PartitionReport report = check(source, target, Optional.empty(), options);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(600));
  }

  @Test
  void shouldPassWhenBothAreEmpty() {
    PartitionReport report = live(MemoryLog.of(70, 0), MemoryLog.of(70, 0));

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.judged().isEmpty()).isTrue();
  }

  private static PartitionReport live(MemoryLog source, MemoryLog target) {
    return check(source, target, Optional.empty(), OPTIONS);
  }

  private static PartitionReport demanded(MemoryLog source, MemoryLog target, OffsetRange range) {
    return check(source, target, Optional.of(range), OPTIONS);
  }

  private static PartitionReport check(
      LogView source, LogView target, Optional<OffsetRange> demanded, ScanOptions options) {
    return MemoryLog.judge(source, target, options, demanded);
  }
}
