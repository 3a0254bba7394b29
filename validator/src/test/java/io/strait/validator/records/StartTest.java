package io.strait.validator.records;

import static io.strait.validator.records.Declarations.dense;
import static io.strait.validator.records.Declarations.flipped;
import static io.strait.validator.records.Declarations.inOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where pairing begins when only order is claimed and the logs do not begin with the same. */
class StartTest {
  private static final int RECORDS = 20_000;

  private final MemoryLog source = MemoryLog.of(0, RECORDS);

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 3_000, 19_990})
  void shouldJudgeTheRestWhenTheSourceLostItsBeginning(int lost) {
    MemoryLog target = dense(0, source.content());
    source.deleteTo(lost);

    PartitionReport report = inOrder(source, target);

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven().from()).isEqualTo(lost);
    assertThat(report.proven().to()).isEqualTo(RECORDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 3_000, 19_990})
  void shouldJudgeTheRestWhenTheTargetLostItsBeginning(int lost) {
    MemoryLog target = dense(0, source.content());
    target.deleteTo(lost);

    PartitionReport report = inOrder(source, target);

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven().from()).isEqualTo(lost);
    assertThat(report.notes()).anyMatch(note -> note.contains("has not got"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65, 100, 3_000, 19_900})
  void shouldNameWhatIsMissingFromTheStartWhenNothingWasEverRemoved(int lost) {
    PartitionReport report = inOrder(source, dense(0, tail(lost)));

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, (long) lost));
    assertThat(report.firstDivergence()).hasValue(0);
    assertThat(report.findings().get(0).divergesAt()).isZero();
    assertThat(report.behind()).isZero();
  }

  @Test
  void shouldNameTheWholeStretchWhenMoreIsMissingFromTheStartThanIsWalkedOver() {
    MemoryLog longer = MemoryLog.of(0, 50_000);
    PartitionReport report = inOrder(longer, dense(0, longer.content().subList(40_000, 50_000)));

    only(report, FindingCode.MISSING, 0);
    assertThat(report.findings().get(0).evidence()).contains("[0, 40000)");
    assertThat(report.firstDivergence()).hasValue(0);
    assertThat(report.proven().to()).isEqualTo(50_000);
  }

  @Test
  void shouldNotDecideWhatIsMissingFromTheStartWhenTheSourceWasTrimmed() {
    MemoryLog target = dense(0, tail(5_100));
    source.deleteTo(5_000);

    PartitionReport report = inOrder(source, target);

    only(report, FindingCode.UNVERIFIABLE, 5_000);
    assertThat(report.findings().get(0).evidence()).contains("either the copy began");
    assertThat(report.proven().from()).isEqualTo(5_100);
  }

  @Test
  void shouldNameALongRunThatIsMissingSoonBehindTheStart() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.subList(50, 182).clear();

    PartitionReport report = inOrder(source, dense(0, copy));

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 132L));
    assertThat(report.firstDivergence()).hasValue(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 105, 107, 109})
  void shouldAccuseNobodyWhenRetentionCutARowOfEqualRecords(int cut) {
    List<LogRecord> rows = rows();
    for (boolean bySource : new boolean[] {true, false}) {
      MemoryLog from = dense(0, rows);
      MemoryLog to = dense(0, rows);
      (bySource ? from : to).deleteTo(cut);
      (bySource ? to : from).deleteTo(cut - 60);
      assertThat(inOrder(from, to).counts().byCode()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 500})
  void shouldAccuseNobodyWhenAllRecordsAreEqualAndOneSideWasTrimmed(int cut) {
    List<LogRecord> beats = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      beats.add(new LogRecord(i, 5, null, MemoryLog.bytes("beat"), List.of()));
    }
    for (boolean bySource : new boolean[] {true, false}) {
      MemoryLog from = dense(0, beats);
      MemoryLog to = dense(0, beats);
      (bySource ? from : to).deleteTo(cut);
      PartitionReport report = inOrder(from, to);
      assertThat(report.counts().byCode()).isEmpty();
      assertThat(report.behind()).isZero();
    }
  }

  @Test
  void shouldFindTheTrueDistanceWhenRowsAgreeAtOthersToo() {
    List<LogRecord> rows = rows();
    List<LogRecord> copy = new ArrayList<>(rows);
    for (int at : new int[] {188, 257}) {
      copy.add(at, new LogRecord(0, 9, null, MemoryLog.bytes("stranger " + at), List.of()));
    }
    MemoryLog from = dense(0, rows);
    from.deleteTo(86);

    assertThat(inOrder(from, dense(0, copy)).counts().byCode())
        .isEqualTo(Map.of(FindingCode.FOREIGN, 2L));
  }

  @Test
  void shouldNotTakeFewDifferentValuesForTheSameRecordsWhenTheBeginningsDoNotOverlap() {
    List<LogRecord> states = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      byte[] key = MemoryLog.bytes("sensor " + i * 7 % 4);
      byte[] value = MemoryLog.bytes("state " + i * 31 % 5);
      states.add(new LogRecord(i, 1_000 + i, key, value, List.of()));
    }
    MemoryLog from = dense(0, states);
    from.deleteTo(6_000);

    PartitionReport report = inOrder(from, dense(0, states));

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven().from()).isEqualTo(6_000);
  }

  /** Ten equal records in a row, and the next ten. */
  private static List<LogRecord> rows() {
    List<LogRecord> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      byte[] value = MemoryLog.bytes("value " + i / 10);
      rows.add(new LogRecord(i, 5, MemoryLog.bytes("key"), value, List.of()));
    }
    return rows;
  }

  @Test
  void shouldJudgeWhatIsCommonWhenBothLostTheirBeginning() {
    MemoryLog target = dense(0, source.content());
    source.deleteTo(4_000);
    target.deleteTo(9_000);

    PartitionReport report = inOrder(source, target);

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven().from()).isEqualTo(9_000);
  }

  @Test
  void shouldFindTheFaultWhenItIsTheFirstRecord() {
    List<LogRecord> dropped = tail(1);
    List<LogRecord> doubled = new ArrayList<>(source.content());
    doubled.add(0, doubled.get(0));
    List<LogRecord> corrupt = new ArrayList<>(source.content());
    corrupt.set(0, flipped(corrupt.get(0), 0));
    List<LogRecord> foreign = new ArrayList<>(source.content());
    foreign.add(0, new LogRecord(0, 9, null, MemoryLog.bytes("stranger"), List.of()));

    only(inOrder(source, dense(0, dropped)), FindingCode.MISSING, 0);
    only(inOrder(source, dense(0, doubled)), FindingCode.DUPLICATE, 1);
    only(inOrder(source, dense(0, corrupt)), FindingCode.CORRUPT, 0);
    only(inOrder(source, dense(0, foreign)), FindingCode.FOREIGN, 0);
  }

  @Test
  void shouldFindTheFaultWhenItIsTheFirstThatTheSourceStillHas() {
    List<LogRecord> dropped = new ArrayList<>(source.content());
    dropped.remove(50);
    List<LogRecord> doubled = new ArrayList<>(source.content());
    doubled.add(50, doubled.get(50));
    List<LogRecord> corrupt = new ArrayList<>(source.content());
    corrupt.set(50, flipped(corrupt.get(50), 0));
    source.deleteTo(50);

    only(inOrder(source, dense(0, corrupt)), FindingCode.CORRUPT, 50);
    assertThat(inOrder(source, dense(0, doubled)).counts().byCode())
        .isEqualTo(Map.of(FindingCode.DUPLICATE, 1L));
    only(inOrder(source, dense(0, dropped)), FindingCode.MISSING, 50);
  }

  @Test
  void shouldFindTheFaultWhenItIsSoonBehindTheStart() {
    List<LogRecord> dropped = new ArrayList<>(source.content());
    dropped.remove(7);
    MemoryLog target = dense(0, dropped);
    target.deleteTo(3);

    only(inOrder(source, target), FindingCode.MISSING, 7);
  }

  @Test
  void shouldNotBeFooledWhenRecordsAreEqual() {
    LogRecord same = new LogRecord(0, 5, null, MemoryLog.bytes("beat"), List.of());
    List<LogRecord> beats = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      beats.add(i % 10 == 9 ? MemoryLog.record(i) : same);
    }
    MemoryLog from = dense(0, beats);
    MemoryLog to = dense(0, beats);
    from.deleteTo(1_234);

    PartitionReport report = inOrder(from, to);

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven().from()).isEqualTo(1_234);
  }

  @Test
  void shouldFindTheCommonRecordsWhenTimesGoBackAndForth() {
    List<LogRecord> mixed = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      mixed.add(MemoryLog.record(i).at(1 + (i * 7_919L) % 10_007));
    }
    MemoryLog from = dense(0, mixed);
    MemoryLog to = dense(0, mixed);
    from.deleteTo(6_000);

    assertThat(inOrder(from, to).counts().byCode()).isEmpty();
  }

  @Test
  void shouldFindTheCommonRecordsWhenTheCopyChangedEveryHeader() {
    List<LogRecord> copy = new ArrayList<>();
    source.content().forEach(record -> copy.add(Declarations.with(record, "hop", "east")));
    MemoryLog target = dense(0, copy);
    source.deleteTo(15_000);

    PartitionReport report = inOrder(source, target);

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.HEADER, 5_000L));
  }

  @Test
  void shouldBeUnverifiableWhenNothingIsCommon() {
    MemoryLog from = MemoryLog.of(500, 100);
    MemoryLog to = dense(0, MemoryLog.of(0, 100).content());

    assertThat(inOrder(from, to).counts().byCode()).isEqualTo(Map.of(FindingCode.UNVERIFIABLE, 1L));
  }

  @Test
  void shouldCountAsBehindWhenTheTargetIsEmptyYet() {
    PartitionReport report = inOrder(source, dense(0, List.of()));

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.behind()).isEqualTo(RECORDS);
  }

  private List<LogRecord> tail(int from) {
    return new ArrayList<>(source.content().subList(from, RECORDS));
  }

  private static void only(PartitionReport report, FindingCode code, long at) {
    assertThat(report.counts().byCode()).isEqualTo(Map.of(code, 1L));
    assertThat(report.findings().get(0).divergesAt()).isEqualTo(at);
  }
}
