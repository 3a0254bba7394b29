package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault alone, at the ends, in the middle and on both sides of window borders. */
class PlantedFaultTest {
  private static final int RECORDS = 300;
  private static final ScanOptions OPTIONS = ScanOptions.defaults().withWindow(32).withSeed(11);

  private final MemoryLog source = MemoryLog.of(0, RECORDS);

  @Test
  void shouldPassWhenEqual() {
    PartitionReport report = live(source.copy());

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven()).isEqualTo(new OffsetRange(0, RECORDS));
    assertThat(report.sourceRecords()).isEqualTo(RECORDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 31, 32, 33, 63, 64, 150, 255, 256, 297, 298})
  void shouldFindMissingWhenOneIsDropped(int place) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(place);

    Finding finding = only(live(rewritten(copy)), FindingCode.MISSING, place);
    assertThat(finding.sourceOffset()).isEqualTo(OptionalLong.of(place));
    assertThat(finding.targetOffset()).isEmpty();
    assertThat(finding.evidence()).contains("source has key 6b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 63, 64, 150, 298})
  void shouldFindDuplicateWhenOneIsRepeatedAtOnce(int place) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(place + 1, copy.get(place));

    Finding finding = only(live(rewritten(copy)), FindingCode.DUPLICATE, place + 1);
    assertThat(finding.sourceOffset()).isEqualTo(OptionalLong.of(place));
    assertThat(finding.targetOffset()).isEqualTo(OptionalLong.of(place + 1));
  }

  @Test
  void shouldFindDuplicateWhenTheLastIsRepeated() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(copy.get(RECORDS - 1));

    only(live(rewritten(copy)), FindingCode.DUPLICATE, RECORDS);
  }

  @Test
  void shouldCountEachWhenABatchIsSentAgain() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.addAll(120, source.content().subList(100, 120));

    PartitionReport report = live(rewritten(copy));
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.DUPLICATE, 20L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(120));
    assertThat(report.offsetShifts()).isEqualTo(RECORDS - 120);
    assertThat(report.findings()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 31, 32, 63, 150, 298})
  void shouldFindReorderedWhenNeighboursTradePlaces(int place) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    LogRecord first = copy.get(place);
    copy.set(place, copy.get(place + 1));
    copy.set(place + 1, first);

    Finding finding = only(live(rewritten(copy)), FindingCode.REORDERED, place);
    assertThat(finding.sourceOffset()).isEqualTo(OptionalLong.of(place));
    assertThat(finding.targetOffset()).isEqualTo(OptionalLong.of(place + 1));
  }

  @Test
  void shouldFindReorderedWhenRecordsTradePlacesFarApart() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    LogRecord first = copy.get(40);
    copy.set(40, copy.get(200));
    copy.set(200, first);

    PartitionReport report = live(rewritten(copy));
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.REORDERED, 2L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(40));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 150, 299})
  void shouldFindCorruptWhenOneBitIsFlipped(int place) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    LogRecord old = copy.get(place);
    byte[] value = old.value().clone();
    value[2] ^= 1;
    copy.set(place, new LogRecord(place, old.timestamp(), old.key(), value, old.headers()));

    Finding finding = only(live(rewritten(copy)), FindingCode.CORRUPT, place);
    assertThat(finding.evidence()).contains("value differs from byte 2 on: source 76616c75");
  }

  @Test
  void shouldFindCorruptWhenATombstoneBecameEmpty() {
    LogRecord tombstone = new LogRecord(0, 5, MemoryLog.bytes("k"), null, List.of());
    LogRecord empty = new LogRecord(0, 5, MemoryLog.bytes("k"), new byte[0], List.of());
    MemoryLog from = source.copy();
    from.append(tombstone);
    from.append(MemoryLog.record(777));
    MemoryLog to = source.copy();
    to.append(empty);
    to.append(MemoryLog.record(777));

    Finding finding = only(check(from, to, Optional.empty()), FindingCode.CORRUPT, RECORDS);
    assertThat(finding.evidence()).contains("value differs: source null, target  (0 bytes)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 150, 299})
  void shouldFindHeaderWhenOneChanged(int place) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    LogRecord old = copy.get(place);
    List<HeaderField> headers = List.of(new HeaderField("run", MemoryLog.bytes("zz")));
    copy.set(place, new LogRecord(place, old.timestamp(), old.key(), old.value(), headers));

    Finding finding = only(live(rewritten(copy)), FindingCode.HEADER, place);
    assertThat(finding.evidence()).contains("header 0 differs").contains("7a7a");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 150, 299})
  void shouldFindTimestampWhenOneShifted(int place) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    LogRecord old = copy.get(place);
    copy.set(
        place, new LogRecord(place, old.timestamp() + 3, old.key(), old.value(), old.headers()));

    Finding finding = only(live(rewritten(copy)), FindingCode.TIMESTAMP, place);
    assertThat(finding.evidence()).contains("(3 ms)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 150, 299, 300})
  void shouldFindForeignWhenSomebodyElseWrote(int place) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(place, new LogRecord(0, 9, null, MemoryLog.bytes("stranger"), List.of()));

    Finding finding = only(live(rewritten(copy)), FindingCode.FOREIGN, place);
    assertThat(finding.targetOffset()).isEqualTo(OptionalLong.of(place));
    assertThat(finding.sourceOffset()).isEmpty();
  }

  @Test
  void shouldNameEachWhenFaultsAreMixed() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(250, new LogRecord(0, 9, null, MemoryLog.bytes("stranger"), List.of()));
    copy.add(200, copy.get(199));
    LogRecord swapped = copy.get(90);
    copy.set(90, copy.get(91));
    copy.set(91, swapped);
    LogRecord old = copy.get(60);
    copy.set(60, new LogRecord(0, old.timestamp(), old.key(), new byte[9], old.headers()));
    copy.remove(33);

    PartitionReport report = live(rewritten(copy));
    assertThat(report.counts().byCode())
        .isEqualTo(
            Map.of(
                FindingCode.MISSING, 1L,
                FindingCode.CORRUPT, 1L,
                FindingCode.REORDERED, 1L,
                FindingCode.DUPLICATE, 1L,
                FindingCode.FOREIGN, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(33));
  }

  @Test
  void shouldKeepEverythingBeforeTheFirstDivergenceProven() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(150);

    assertThat(live(rewritten(copy)).proven()).isEqualTo(new OffsetRange(0, 150));
  }

  private MemoryLog rewritten(List<LogRecord> content) {
    return source.copy().rewrite(content);
  }

  private PartitionReport live(MemoryLog target) {
    return check(source, target, Optional.empty());
  }

  static PartitionReport check(LogView source, LogView target, Optional<OffsetRange> demanded) {
    return MemoryLog.judge(source, target, OPTIONS, demanded);
  }

  private static Finding only(PartitionReport report, FindingCode code, long divergesAt) {
    assertThat(report.counts().byCode()).isEqualTo(Map.of(code, 1L));
    Finding finding = report.findings().get(0);
    assertThat(finding.code()).isEqualTo(code);
    assertThat(finding.divergesAt()).isEqualTo(divergesAt);
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(divergesAt));
    return finding;
  }
}
