package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.keyed.RepeatReview;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.relation.AbortedVisible;
import io.strait.validator.relation.StampedTimes;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Damage that only a second look meets ends no scan. */
class DamagedReviewTest {
  private static final int RECORDS = 200;

  private final MemoryLog source = MemoryLog.of(0, RECORDS);
  private final MemoryLog target = source.copy();

  @Test
  void shouldBeUnverifiableWhenKeysOfACompactedTopicCannotBeRead() {
    target.content().removeIf(record -> record.offset() == 150);
    damaged(target, RECORDS + RECORDS / 2);

    PartitionReport report = KeyedWorld.check(source, target);

    assertThat(report.counts().of(FindingCode.UNVERIFIABLE)).isEqualTo(1);
    assertThat(report.findings()).anyMatch(one -> one.evidence().contains("is damaged"));
  }

  @Test
  void shouldKeepTheReportWhenAbortedRecordsCannotBeLookedUp() {
    target.append(MemoryLog.record(9_999));
    PartitionReport found = KeyedWorld.plain().judge(one());
    assertThat(found.counts().byCode()).isNotEmpty();

    MemoryLog again = target.copy();
    damaged(again, 1);
    PartitionReport report =
        new AbortedVisible(KeyedWorld.plain())
            .review(KeyedWorld.one(source, again, OffsetClaim.EQUAL), found);

    assertThat(report.counts()).isEqualTo(found.counts());
    assertThat(report.findings()).isEqualTo(found.findings());
    assertThat(report.notes()).anyMatch(note -> note.contains("is damaged"));
  }

  @Test
  void shouldKeepTheTimestampsWhenItIsUnknownWhoSetThem() {
    target.content().replaceAll(record -> record.offset() == 7 ? record.at(5) : record);
    PartitionReport found = KeyedWorld.plain().judge(one());
    MemoryLog again = target.copy();
    damaged(again, 1);

    StampedTimes times = StampedTimes.in(KeyedWorld.one(source, again, OffsetClaim.EQUAL), found);

    assertThat(times.unjudged()).isEmpty();
    assertThat(times.first().counts().byCode()).isEqualTo(Map.of(FindingCode.TIMESTAMP, 1L));
    assertThat(times.first().notes()).anyMatch(note -> note.contains("is damaged"));
  }

  @Test
  void shouldKeepTheFindingWhenItsNeighboursCannotBeRead() {
    List<LogRecord> copy = KeyedWorld.mutable(target);
    copy.add(51, copy.get(50));
    target.rewrite(copy);
    PartitionReport found = KeyedWorld.plain().judge(one());
    MemoryLog again = target.copy();
    damaged(again, 1);

    PartitionReport report =
        new RepeatReview().review(KeyedWorld.one(source, again, OffsetClaim.EQUAL), found);

    assertThat(report.counts()).isEqualTo(found.counts());
    assertThat(report.findings()).isEqualTo(found.findings());
  }

  private Case one() {
    return KeyedWorld.one(source, target, OffsetClaim.EQUAL);
  }

  private static void damaged(MemoryLog log, long reads) {
    log.whenRead(
        reads,
        any -> {
          throw new DamagedBatch(new TopicPartition("t", 0), 40, "its checksum does not match");
        });
  }
}
