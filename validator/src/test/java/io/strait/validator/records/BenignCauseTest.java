package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.keyed.RepeatReview;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a fault and is none, and the same symptom as a fault; for both claims. */
class BenignCauseTest {
  private static final LogRecord BEAT =
      new LogRecord(0, 5_000, MemoryLog.bytes("beat"), MemoryLog.bytes("alive"), List.of());

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotCryWhenTheApplicationWroteEqualRecords(boolean ordered) {
    MemoryLog source = beats(20);
    List<LogRecord> copy = new ArrayList<>(source.content());
    Collections.swap(copy, 105, 112);

    assertThat(check(source, source.copy().rewrite(copy), ordered).counts().byCode()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFindTheOneTooManyAmongHonestRepeats(boolean ordered) {
    PartitionReport report = check(beats(20), beats(21), ordered);

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.DUPLICATE, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(120));
    assertThat(report.findings().get(0).evidence()).contains("a row of 21 equal records");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFindTheLostOneAmongHonestRepeats(boolean ordered) {
    PartitionReport report = check(beats(20), beats(19), ordered);

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(119));
    assertThat(report.findings().get(0).evidence()).contains("a row of 20 equal records");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSayNothingOfRepeatsWhereThereAreNone(boolean ordered) {
    MemoryLog source = MemoryLog.of(0, 200);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(51, copy.get(50));

    Finding finding = check(source, source.copy().rewrite(copy), ordered).findings().get(0);
    assertThat(finding.code()).isEqualTo(FindingCode.DUPLICATE);
    assertThat(finding.evidence()).doesNotContain("a row of");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotCryWhenDataIsLateOnBothSides(boolean ordered) {
    MemoryLog source = MemoryLog.of(0, 200);
    List<LogRecord> late = new ArrayList<>(source.content());
    for (int i = 0; i < 200; i += 7) {
      late.set(i, late.get(i).at(1));
    }
    source.rewrite(late);
    assertThat(check(source, source.copy(), ordered).counts().byCode()).isEmpty();

    late.set(100, late.get(100).at(2));
    PartitionReport report = check(source, source.copy().rewrite(late), ordered);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.TIMESTAMP, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(100));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotCryWhenTheTargetDeletedOlderSegments(boolean ordered) {
    MemoryLog source = MemoryLog.of(0, 300);
    MemoryLog target = source.copy();
    target.deleteTo(120);
    assertThat(check(source, target, ordered).counts().byCode()).isEmpty();

    target.content().removeIf(record -> record.offset() == 200);
    PartitionReport report = check(source, target, ordered);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(200));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotCryWhenThereIsNothing(boolean ordered) {
    assertThat(check(MemoryLog.of(0, 0), MemoryLog.of(0, 0), ordered).counts().byCode()).isEmpty();
  }

  private static MemoryLog beats(int count) {
    MemoryLog log = MemoryLog.of(0, 100);
    for (int i = 0; i < count; i++) {
      log.append(BEAT);
    }
    for (int i = 0; i < 100; i++) {
      log.append(MemoryLog.record(1_000 + i));
    }
    return log;
  }

  private static PartitionReport check(MemoryLog source, MemoryLog target, boolean ordered) {
    Case one = KeyedWorld.one(source, target, ordered ? OffsetClaim.IN_ORDER : OffsetClaim.EQUAL);
    PartitionReport report = KeyedWorld.plain().judge(one);
    return new RepeatReview().review(one, report);
  }
}
