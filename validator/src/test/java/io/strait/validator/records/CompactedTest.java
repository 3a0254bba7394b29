package io.strait.validator.records;

import static io.strait.validator.records.KeyedWorld.check;
import static io.strait.validator.records.KeyedWorld.clean;
import static io.strait.validator.records.KeyedWorld.log;
import static io.strait.validator.records.KeyedWorld.put;
import static io.strait.validator.records.KeyedWorld.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.keyed.Cleaners;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each rule of compacted topics: the cause there, and the same symptom without the cause. */
class CompactedTest {
  @Test
  void shouldExplainWhenTheTargetWasCleanedFurther() {
    MemoryLog source = MemoryLog.of(0, 300);
    MemoryLog target = source.copy();
    clean(target, 200, false);

    PartitionReport report = check(source, target);
    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.explained().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 187L));
    assertThat(report.proven()).isEqualTo(new OffsetRange(0, 300));
    assertThat(report.findings()).hasSize(3).allMatch(Finding::isExplained);
    assertThat(report.notes().toString()).contains("13 keys").contains("187 records that only");
  }

  @Test
  void shouldExplainWhenTheSourceWasCleanedFurther() {
    MemoryLog source = MemoryLog.of(0, 300);
    MemoryLog target = source.copy();
    clean(source, 250, false);
    clean(target, 40, false);

    PartitionReport report = check(source, target);
    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.explained().of(FindingCode.FOREIGN)).isEqualTo(210);
  }

  @Test
  void shouldFindMissingWhenASupersededRecordIsLackingInALogWithoutHoles() {
    MemoryLog source = MemoryLog.of(0, 300);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(100);

    only(check(source, source.copy().rewrite(copy)), FindingCode.MISSING, 100);
  }

  @Test
  void shouldFindMissingWhenTheSourceWasCleanedAndTheTargetWasNot() {
    MemoryLog source = MemoryLog.of(0, 300);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(290);
    MemoryLog target = source.copy().rewrite(copy);
    clean(source, 250, false);

    only(check(source, target), FindingCode.MISSING, 290);
  }

  @Test
  void shouldFindMissingWhenTheLatestRecordOfAKeyIsGoneFromACleanedLog() {
    MemoryLog source = MemoryLog.of(0, 300);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(293);
    MemoryLog target = source.copy().rewrite(copy);
    clean(target, 299, false);

    only(check(source, target), FindingCode.MISSING, 293);
  }

  @Test
  void shouldExplainNothingWhenOnlyTheOtherSideIsCompacted() {
    MemoryLog source = MemoryLog.of(0, 300);
    MemoryLog target = source.copy();
    clean(target, 200, false);

    PartitionReport report = check(source, target, OffsetClaim.EQUAL, new Cleaners(true, false));
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 187L));
  }

  @Test
  void shouldFindEachFaultWhenCleanersAreAtDifferentPoints() {
    MemoryLog source = MemoryLog.of(0, 400);
    List<LogRecord> copy = new ArrayList<>(source.content());
    Collections.swap(copy, 390, 391);
    LogRecord old = copy.get(395);
    copy.set(395, new LogRecord(0, old.timestamp(), old.key(), new byte[4], old.headers()));
    old = copy.get(398);
    copy.set(398, new LogRecord(0, old.timestamp() + 5, old.key(), old.value(), old.headers()));
    MemoryLog target = source.copy().rewrite(copy);
    clean(source, 200, false);
    clean(target, 350, false);

    PartitionReport report = check(source, target);
    assertThat(report.counts().byCode())
        .isEqualTo(
            Map.of(FindingCode.REORDERED, 1L, FindingCode.CORRUPT, 1L, FindingCode.TIMESTAMP, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(390));
  }

  @Test
  void shouldNameTheLostTombstoneWhenTheKeyIsStillAlive() {
    MemoryLog source = log(put("a", "1"), put("b", "1"), tombstone("a"), put("c", "1"));
    MemoryLog target = log(put("a", "1"), put("b", "1"), put("c", "1"));

    only(check(source, target), FindingCode.TOMBSTONE_LOST, 2);
  }

  @Test
  void shouldNameTheLostTombstoneWhenItBecameAnEmptyValue() {
    MemoryLog source = log(put("a", "1"), tombstone("a"), put("c", "1"));
    MemoryLog target = log(put("a", "1"), put("a", ""), put("c", "1"));

    only(check(source, target), FindingCode.TOMBSTONE_LOST, 1);
  }

  @Test
  void shouldNameTheLostTombstoneWhenTheSourceHasRemovedTheValue() {
    MemoryLog source = log(put("a", "1"), put("b", "1"), tombstone("a"), put("c", "1"));
    MemoryLog target = log(put("a", "1"), put("b", "1"), put("c", "1"));
    clean(source, 4, false);

    only(check(source, target), FindingCode.TOMBSTONE_LOST, 2);
  }

  @Test
  void shouldNameTheLostTombstoneWhenTheSourceHoldsNothingOfTheKey() {
    MemoryLog source = log(put("a", "1"), put("b", "1"), tombstone("a"), put("c", "1"));
    MemoryLog target = source.copy();
    target.content().remove(2);
    clean(source, 4, true);

    PartitionReport report = check(source, target);
    only(report, FindingCode.TOMBSTONE_LOST, 0);
    assertThat(report.proven()).isEqualTo(new OffsetRange(0, 0));
  }

  @Test
  void shouldExplainWhenATombstoneExpiredOnEitherSide() {
    MemoryLog source = log(put("a", "1"), put("b", "1"), tombstone("a"), put("c", "1"));
    MemoryLog target = source.copy();
    clean(target, 4, true);

    assertThat(check(source, target).counts().byCode()).isEmpty();
    assertThat(check(target, source).counts().byCode()).isEmpty();
    clean(source, 4, false);
    assertThat(check(source, target).counts().byCode()).isEmpty();
    assertThat(check(target, source).counts().byCode()).isEmpty();
  }

  @Test
  void shouldFindForeignWhenTheSourceNeverHadTheKey() {
    MemoryLog source = MemoryLog.of(0, 100);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(50, put("stranger", "x"));

    only(check(source, source.copy().rewrite(copy)), FindingCode.FOREIGN, 50);
  }

  @Test
  void shouldFindDuplicateWhenASupersededRecordStandsTwice() {
    MemoryLog source = MemoryLog.of(0, 300);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(101, copy.get(100));

    only(check(source, source.copy().rewrite(copy)), FindingCode.DUPLICATE, 101);
  }

  @Test
  void shouldNotAccuseAKeyWhoseNewerValueIsStillToCome() {
    MemoryLog source = MemoryLog.of(0, 100);
    MemoryLog target = source.copy();
    for (int i = 100; i < 160; i++) {
      source.append(MemoryLog.record(i));
    }
    clean(source, 150, false);

    PartitionReport report = check(source, target);
    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.behind()).isEqualTo(60);
  }

  @Test
  void shouldExplainWhenACleanerDroppedWhatHasNoKey() {
    LogRecord keyless = new LogRecord(0, 7, null, MemoryLog.bytes("x"), List.of());
    MemoryLog source = log(put("a", "1"), keyless, put("b", "1"));
    MemoryLog target = source.copy();
    clean(target, 3, false);

    assertThat(check(source, target).counts().byCode()).isEmpty();
    only(check(source, log(put("a", "1"), put("b", "1"))), FindingCode.MISSING, 1);
  }

  @Test
  void shouldNotTakeAnAbortedRecordForARemovedOne() {
    MemoryLog source = log(put("a", "1"), put("b", "1"));
    source.appendAborted(put("a", "never"));
    source.appendMarker();
    source.append(put("a", "2"));
    MemoryLog target = log(put("a", "1"), put("b", "1"), put("a", "never"));
    target.appendMarker();
    target.append(put("a", "2"));
    MemoryLog removed = target.copy();

    assertThat(check(source, target).counts().differences()).isEqualTo(1);
    assertThat(check(source, target).firstDivergence()).isEqualTo(OptionalLong.of(2));
    removed.content().remove(2);
    assertThat(check(removed, target).counts().byCode()).isEmpty();
  }

  @Test
  void shouldJudgeAgainWhenTheCleanerRunsMeanwhile() {
    for (int reads = 1; reads < 900; reads += 37) {
      MemoryLog source = MemoryLog.of(0, 200);
      MemoryLog target = source.copy();
      clean(source, 100, false);
      target.whenRead(reads, log -> clean(log, 190, false));

      assertThat(check(source, target).counts().byCode()).as("after %d", reads).isEmpty();
    }
  }

  @Test
  void shouldJudgeSmallLogsWhenTheCleanerNeverRests() {
    MemoryLog source = MemoryLog.of(0, 400);
    MemoryLog target = source.copy();
    for (int i = 1; i < 390; i++) {
      long to = i;
      source.whenRead(40L * i, log -> clean(log, to, false));
      target.whenRead(30L * i, log -> clean(log, to + 3, false));
    }
    clean(target, 30, false);

    OffsetClaim claim = OffsetClaim.EQUAL;
    assertThat(check(source, target, claim, KeyedWorld.BOTH, 1 << 16, 1 << 20).counts().byCode())
        .isEmpty();
  }

  @Test
  void shouldExplainWhatWasSupersededBehindTheEndWhileTheLogWasRead() {
    for (long held : new long[] {0, 1 << 20}) {
      for (int reads = 1; reads < 900; reads += 23) {
        MemoryLog one = MemoryLog.of(0, 200);
        MemoryLog other = one.copy();
        clean(other, 100, false);
        one.whenRead(reads, CompactedTest::writeOnAndClean);

        OffsetClaim claim = OffsetClaim.EQUAL;
        assertThat(check(one, other, claim, KeyedWorld.BOTH, 1 << 16, held).counts().byCode())
            .as("source, after %d", reads)
            .isEmpty();
        one = MemoryLog.of(0, 200);
        one.whenRead(reads, CompactedTest::writeOnAndClean);
        other = MemoryLog.of(0, 226);
        clean(other, 100, false);
        assertThat(check(other, one, claim, KeyedWorld.BOTH, 1 << 16, held).counts().byCode())
            .as("target, after %d", reads)
            .isEmpty();
      }
    }
  }

  /** Afterwards no key has a record left below what was the end. */
  private static void writeOnAndClean(MemoryLog log) {
    for (int i = 200; i < 226; i++) {
      log.append(MemoryLog.record(i));
    }
    clean(log, 226, false);
  }

  @Test
  void shouldExplainWhatWasRemovedBetweenTheOldAndTheNewPlaceOfARecord() {
    List<LogRecord> records = new ArrayList<>(List.of(put("u", "0"), put("e", "1")));
    for (int i = 0; i < 8; i++) {
      records.add(put("k" + i, "old"));
    }
    records.add(put("e", "2"));
    records.add(put("u", "1"));
    for (int i = 0; i < 8; i++) {
      records.add(put("k" + i, "new"));
    }
    MemoryLog source = MemoryLog.of(0, 0).rewrite(records);
    Collections.swap(records, 1, 10);
    MemoryLog target = MemoryLog.of(0, 0).rewrite(records);
    clean(target, 20, false);

    PartitionReport report =
        check(source, target, OffsetClaim.IN_ORDER, new Cleaners(false, true), 1 << 16);

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 1L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(10));
  }

  @Test
  void shouldNotExplainALossByAHoleThatBothLogsHaveElsewhere() {
    List<LogRecord> records =
        new ArrayList<>(
            List.of(
                put("u", "0"),
                put("y", "old"),
                put("y", "new"),
                put("x", "old"),
                put("q", "1"),
                put("x", "new")));
    MemoryLog source = MemoryLog.of(0, 0).rewrite(records);
    clean(source, 3, false);
    records.remove(3);
    MemoryLog target = MemoryLog.of(0, 0).rewrite(records);
    clean(target, 3, false);

    PartitionReport report = check(source, target, OffsetClaim.IN_ORDER, KeyedWorld.BOTH);

    only(report, FindingCode.MISSING, 3);
  }

  @Test
  void shouldNameALongLossBesideWhichNothingElseIsWrong() {
    List<LogRecord> kept = new ArrayList<>(List.of(put("a", "0"), put("b", "0")));
    List<LogRecord> all = new ArrayList<>(kept);
    List<LogRecord> rest = new ArrayList<>(List.of(put("c", "0")));
    for (int i = 0; i < 5_000; i++) {
      all.add(put("k" + i, "old"));
      rest.add(put("k" + i, "new"));
    }
    all.addAll(rest);
    kept.addAll(rest);
    MemoryLog source = MemoryLog.of(0, 0).rewrite(all);
    MemoryLog target = MemoryLog.of(0, 0).rewrite(kept);

    PartitionReport report = check(source, target, OffsetClaim.IN_ORDER, KeyedWorld.BOTH);

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 5_000L));
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void shouldClipWhenRetentionRacesTheCleaner() {
    for (int reads = 1; reads < 900; reads += 37) {
      MemoryLog source = MemoryLog.of(0, 200);
      MemoryLog target = source.copy();
      clean(source, 100, false);
      target.whenRead(reads, log -> log.deleteTo(60));
      source.whenRead(reads / 2, log -> log.deleteTo(90));

      assertThat(check(source, target).counts().byCode()).as("after %d", reads).isEmpty();
    }
  }

  @Test
  void shouldTakeTheKeysInSharesWhenTheyAreTooMany() {
    MemoryLog source = MemoryLog.of(0, 0);
    for (int i = 0; i < 3_000; i++) {
      source.append(put("k" + i % 1_000, "v" + i));
    }
    MemoryLog target = source.copy();
    clean(target, 2_500, false);
    target.content().removeIf(record -> record.offset() == 2_700);

    PartitionReport report = check(source, target, OffsetClaim.EQUAL, KeyedWorld.BOTH, 200);
    only(report, FindingCode.MISSING, 2_700);
    assertThat(report.explained().of(FindingCode.MISSING)).isEqualTo(1_500);
    assertThat(report.notes().toString()).contains("1000 keys").contains("shares");
  }

  private static void only(PartitionReport report, FindingCode code, long divergesAt) {
    assertThat(report.counts().byCode()).isEqualTo(Map.of(code, 1L));
    Finding finding =
        report.findings().stream().filter(one -> !one.isExplained()).findFirst().orElseThrow();
    assertThat(finding.code()).isEqualTo(code);
    assertThat(finding.divergesAt()).isEqualTo(divergesAt);
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(divergesAt));
  }
}
