package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.keyed.Cleaners;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tombstones of a topic without compaction. */
class LostTombstoneTest {
  private static final int AT = 100;

  private final List<LogRecord> content = new ArrayList<>(MemoryLog.of(0, 200).content());

  LostTombstoneTest() {
    content.set(40, at(40, "deleted", MemoryLog.bytes("a value")));
    content.set(AT, at(AT, "deleted", null));
  }

  @Test
  void shouldSayThatTheKeyIsAliveWhenItsTombstoneIsMissing() {
    List<LogRecord> copy = new ArrayList<>(content);
    copy.remove(AT);
    only(copy, FindingCode.TOMBSTONE_LOST);
  }

  @Test
  void shouldSayThatTheKeyIsAliveWhenItsTombstoneHasAValue() {
    List<LogRecord> copy = new ArrayList<>(content);
    copy.set(AT, at(AT, "deleted", new byte[0]));
    only(copy, FindingCode.TOMBSTONE_LOST);
  }

  @Test
  void shouldCallItMissingWhenTheTargetHasNoValueForTheKey() {
    content.set(40, at(40, "another", MemoryLog.bytes("a value")));
    List<LogRecord> copy = new ArrayList<>(content);
    copy.remove(AT);
    only(copy, FindingCode.MISSING);
  }

  @Test
  void shouldCallItMissingWhenTheSourceWroteTheKeyAgain() {
    content.set(150, at(150, "deleted", MemoryLog.bytes("again")));
    List<LogRecord> copy = new ArrayList<>(content);
    copy.remove(AT);
    only(copy, FindingCode.MISSING);
  }

  @Test
  void shouldCallAllMissingWhenARowOfRecordsIsLost() {
    List<LogRecord> copy = new ArrayList<>(content);
    copy.subList(AT - 3, AT + 1).clear();

    assertThat(judge(copy).counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 4L));
  }

  private void only(List<LogRecord> copy, FindingCode code) {
    PartitionReport report = judge(copy);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(code, 1L));
    assertThat(report.findings().get(0).divergesAt()).isEqualTo(AT);
    assertThat(report.firstDivergence()).hasValue(AT);
  }

  private PartitionReport judge(List<LogRecord> copy) {
    MemoryLog source = MemoryLog.of(0, 0).rewrite(content);
    MemoryLog target = MemoryLog.of(0, 0).rewrite(copy);
    return new Judging(Clock.systemUTC(), topic -> new Cleaners(false, false), List.of())
        .judge(KeyedWorld.one(source, target, OffsetClaim.IN_ORDER));
  }

  private static LogRecord at(long n, String key, byte[] value) {
    LogRecord record = MemoryLog.record(n);
    return new LogRecord(n, record.timestamp(), MemoryLog.bytes(key), value, record.headers());
  }
}
