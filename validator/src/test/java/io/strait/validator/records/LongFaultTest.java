package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that are longer than a window, longer than the first look, or as long as the log. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LongFaultTest {
  private static final int RECORDS = 60_000;
  private final MemoryLog source = MemoryLog.of(0, RECORDS);

  @Test
  void shouldNameALongLostRunAndNothingElse() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.subList(5_000, 35_000).clear();

    PartitionReport report = live(copy);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 30_000L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(5_000));
    assertThat(report.findings().get(9).sourceOffset()).isEqualTo(OptionalLong.of(5_009));
  }

  @Test
  void shouldNameALongRunSentAgain() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.addAll(40_000, source.content().subList(10_000, 40_000));

    PartitionReport report = live(copy);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.DUPLICATE, 30_000L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(40_000));
  }

  @Test
  void shouldNameABlockThatMovedFar() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    List<LogRecord> block = List.copyOf(copy.subList(1_000, 1_050));
    copy.subList(1_000, 1_050).clear();
    copy.addAll(50_000, block);

    PartitionReport report = live(copy);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.REORDERED, 50L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(1_000));
  }

  @Test
  void shouldNameTimestampsWhenTheTargetStampedAllAnew() {
    List<LogRecord> copy = new ArrayList<>();
    source.content().forEach(r -> copy.add(new LogRecord(0, 99, r.key(), r.value(), r.headers())));

    assertThat(live(copy).counts().byCode())
        .isEqualTo(Map.of(FindingCode.TIMESTAMP, (long) RECORDS));
  }

  @Test
  void shouldFindTheLostOneAmongTimestampsStampedAnew() {
    List<LogRecord> copy = new ArrayList<>();
    source.content().forEach(r -> copy.add(new LogRecord(0, 99, r.key(), r.value(), r.headers())));
    copy.remove(30_000);

    assertThat(live(copy).counts().byCode())
        .isEqualTo(Map.of(FindingCode.TIMESTAMP, RECORDS - 1L, FindingCode.MISSING, 1L));
  }

  @Test
  void shouldNameCorruptWhenEveryValueWasRewritten() {
    List<LogRecord> copy = new ArrayList<>();
    source
        .content()
        .forEach(
            r ->
                copy.add(
                    new LogRecord(
                        0,
                        r.timestamp(),
                        r.key(),
                        MemoryLog.bytes("x" + r.offset()),
                        r.headers())));

    assertThat(live(copy).counts().byCode()).isEqualTo(Map.of(FindingCode.CORRUPT, (long) RECORDS));
  }

  @Test
  void shouldNotLoseCountWhenTheTargetIsAnotherLogAltogether() {
    List<LogRecord> copy = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      copy.add(new LogRecord(0, -i, null, MemoryLog.bytes("stranger number " + i), List.of()));
    }
    Map<FindingCode, Long> counts = live(copy).counts().byCode();
    assertThat(counts.get(FindingCode.FOREIGN)).isEqualTo(RECORDS);
  }

  @Test
  void shouldCountIdenticalRecordsRightWhereNothingTellsThemApart() {
    LogRecord same = new LogRecord(0, 1, null, MemoryLog.bytes("same"), List.of());
    MemoryLog from = MemoryLog.of(0, 0);
    MemoryLog to = MemoryLog.of(0, 0);
    for (int i = 0; i < 20_000; i++) {
      from.append(same);
      to.append(same);
    }
    to.append(same);
    assertThat(check(from, to).counts().byCode()).isEqualTo(Map.of(FindingCode.DUPLICATE, 1L));
    assertThat(check(to, to.copy()).counts().byCode()).isEmpty();
  }

  private PartitionReport live(List<LogRecord> content) {
    return check(source, source.copy().rewrite(content));
  }

  private static PartitionReport check(MemoryLog source, MemoryLog target) {
    ScanOptions options = ScanOptions.defaults().withSeed(5);
    return MemoryLog.judge(source, target, options, Optional.empty());
  }
}
