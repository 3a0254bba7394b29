package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.MappedOffsets;
import io.strait.validator.check.MappedOffsets.Piece;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What becomes of differences, one by one. */
class LinkAuditTest {
  private static final TopicPartition PLACE = new TopicPartition("t", 0);

  private final AuditWorld world = new AuditWorld(1);
  private final AuditWorld.Log source = world.sources.get(PLACE);
  private final AuditWorld.Log target = world.targets.get(PLACE);
  private final LinkAudit audit =
      world.process(
          AuditOptions.defaults().withTimes(Duration.ofSeconds(1), Duration.ofSeconds(3)));

  @Test
  void shouldClearASuspectAndCorrectItsWindowWhenTheDifferenceDoesNotLast() {
    produce(5);
    copy(3);
    target.append(AuditWorld.record(world.now - 100_000, "not there yet"));
    copy(1);

    pass();
    assertThat(summary().suspects()).isEqualTo(1);
    assertThat(summary().unequal()).isEqualTo(1);
    assertThat(summary().findings()).isEmpty();
    target.records.put(3L, source.records.get(3L));
    settle();

    assertThat(summary().suspects()).isZero();
    assertThat(summary().totals().cleared()).isEqualTo(1);
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 5L));
    assertThat(summary().unequal()).isZero();
    assertThat(summary().isClean()).isTrue();
    assertThat(world.store.read().windows().windows()).allMatch(window -> window.tally().isEqual());
  }

  @Test
  void shouldConfirmADifferenceThatLastsAndStoreIt() {
    produce(5);
    copy(2);
    target.append(AuditWorld.record(world.now, "damaged"));
    copy(2);

    pass();
    assertThat(summary().findings()).isEmpty();
    settle();

    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.DIVERGENT, 5L));
    AuditFinding found = world.store.read().findings().get(0);
    assertThat(found.code()).isEqualTo(FindingCode.CORRUPT);
    assertThat(found.divergesAt()).isEqualTo(2);
    assertThat(AuditJson.entry(AuditJson.text(found))).isEqualTo(found);
  }

  @Test
  void shouldShowADelayAsLagAndSuspectNothing() {
    produce(5);
    pass();
    world.now += 7_000;
    pass();

    assertThat(summary().lagOffsets()).isEqualTo(5);
    assertThat(summary().lagMillis()).isBetween(7_000L, 7_100L);
    assertThat(summary().suspects()).isZero();
    copy(5);
    settle();
    assertThat(summary().lagOffsets()).isZero();
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void shouldSayForeignWhenTheTargetHasMoreThanItsSourceForLongerThanTheGrace() {
    produce(5);
    copy(5);
    target.append(AuditWorld.record(world.now, "by hand"));

    pass();
    assertThat(summary().suspects()).isEqualTo(1);
    assertThat(summary().findings()).isEmpty();
    settle();
    pass();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.FOREIGN, 1L));
    assertThat(world.store.read().findings().get(0).targetOffset()).hasValue(5);
  }

  @Test
  void shouldSeeWhatStandsWhereAMapPartsAlthoughBothSidesOfItWereProved() {
    produce(5);
    copy(5);
    pass();
    target.append(AuditWorld.record(world.now, "by hand"));
    produce(3);
    world.claim =
        Contract.PLAIN.with(
            new OffsetClaim.Related(
                new MappedOffsets(List.of(new Piece(0, 0, 5), new Piece(5, 6, Long.MAX_VALUE))),
                "map"));
    for (long at = 5; at < 8; at++) {
      target.append(source.records.get(at));
    }
    pass();

    assertThat(summary().totals().of(State.PROVED)).isEqualTo(5);
    assertThat(summary().suspects()).isEqualTo(1);
  }

  @Test
  void shouldCountAsUnverifiableWhatWentBeforeItWasRead() {
    produce(5);
    copy(5);
    pass();
    produce(5);
    copy(5);
    source.deleteTo(8);
    target.deleteTo(8);
    settle();

    assertThat(summary().totals().offsets())
        .isEqualTo(Map.of(State.PROVED, 7L, State.UNVERIFIABLE, 3L));
    assertThat(summary().coverage()).isEqualTo(0.7);
    assertThat(summary().isClean()).isFalse();
    assertThat(summary().findings()).isEmpty();
  }

  @Test
  void shouldBeginAnewAndSaySoWhenTheSourceTopicWasCreatedAgain() {
    produce(5);
    copy(5);
    pass();
    world.topicId = "another";
    source.records.clear();
    target.records.clear();
    source.end = source.stableEnd = target.end = target.stableEnd = 0;
    produce(2);
    copy(2);
    settle();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.RESET_SOURCE, 1L));
    AuditState stored = world.store.read();
    assertThat(stored.position(PLACE).orElseThrow().totals().offsets())
        .isEqualTo(Map.of(State.PROVED, 2L));
    assertThat(stored.sealed()).hasSize(1);
  }

  @Test
  void shouldSayTruncatedWhenTheSourceEndsBeforeWhatWasJudged() {
    produce(5);
    copy(5);
    pass();
    source.records.tailMap(3L).clear();
    source.end = source.stableEnd = 3;
    settle();
    pass();

    assertThat(summary().findings()).containsEntry(FindingCode.TRUNCATED_SOURCE, 1L);
  }

  @Test
  void shouldNotBeCleanAndCountLagWhileTheTargetLacksAPartition() {
    produce(5);
    copy(5);
    pass();
    produce(3);
    world.onTarget = false;
    pass();

    assertThat(summary().isClean()).isFalse();
    assertThat(summary().problem())
        .hasValueSatisfying(one -> assertThat(one).contains("the target has no t-0"));
    assertThat(summary().lagOffsets()).isEqualTo(3);
    assertThat(AuditSnapshot.of(world.store.read(), new AuditLag(3, -1), world.now).summary())
        .satisfies(one -> assertThat(one.problems()).isEqualTo(summary().problems()))
        .satisfies(one -> assertThat(one.isClean()).isFalse());
    world.onTarget = true;
    copy(3);
    pass();
    assertThat(summary().isClean()).isTrue();
    assertThat(world.store.read().look().problems()).isEmpty();
  }

  @Test
  void shouldCountLagFromTheLogStartWhereThePartitionWasNeverOnTheTarget() {
    produce(5);
    source.deleteTo(1);
    world.onTarget = false;
    pass();

    assertThat(summary().lagOffsets()).isEqualTo(4);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void shouldSayThatNobodyAuditsWhenThereIsLagAndTheLastLookIsLongAgo() {
    produce(5);
    copy(5);
    pass();
    AuditState stored = world.store.read();

    assertThat(
            AuditSnapshot.of(stored, new AuditLag(7, -1), world.now + 14_000).summary().problems())
        .as("10 looks of 1 s, a grace of 3 s, and what the passes took")
        .hasSize(1);
    assertThat(
            AuditSnapshot.of(stored, new AuditLag(-1, -1), world.now + 14_000).summary().isClean())
        .as("lag is not known")
        .isFalse();
    assertThat(
            AuditSnapshot.of(stored, new AuditLag(0, -1), world.now + 14_000).summary().isClean())
        .isTrue();
    assertThat(
            AuditSnapshot.of(stored, new AuditLag(7, -1), world.now + 12_000).summary().isClean())
        .isTrue();
  }

  @Test
  void shouldEndARangeBeforeItsSharesAreTooManyForOneRecord() {
    for (int i = 0; i < 5_000; i++) {
      source.append(AuditWorld.record(world.now - i * 60_000L, "v" + i));
      target.append(
          AuditWorld.record(world.now - i * 60_000L, i % 1_000 == 0 ? "damaged" : "v" + i));
    }
    pass();

    assertThat(world.store.read().sealed())
        .hasSize(3)
        .allMatch(one -> one.state() == State.SUSPECT)
        .allMatch(one -> one.range().size() <= RangeReader.MOST_WINDOWS)
        .allMatch(one -> AuditJson.text(one).length() < 1 << 20);
    settle();
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.DIVERGENT, 5_000L));
  }

  @Test
  void shouldNotStoreMoreSharesThanOneRecordTakesWhereTheTargetHasOtherWindows() {
    source.append(AuditWorld.record(world.now, "v"));
    target.append(AuditWorld.record(world.now, "v"));
    for (int i = 0; i < 3_000; i++) {
      source.skip();
      target.append(AuditWorld.record(world.now - i * 60_000L, "by hand"));
    }
    pass();

    assertThat(world.store.read().sealed())
        .hasSize(1)
        .allMatch(one -> one.shares().size() <= RangeReader.MOST_WINDOWS + 1);
    settle();
    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.CORRUPT, 1L));
  }

  @Test
  void shouldReadLessAtOnceWhereRecordsAreLarge() {
    LinkAudit small =
        world.process(
            new AuditOptions(
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                100,
                1_000,
                false,
                WindowRule.defaults(),
                100,
                10,
                4,
                5));
    for (int i = 0; i < 200; i++) {
      source.append(AuditWorld.record(world.now, "x".repeat(484)));
    }
    copy(200);
    while (small.pass()) {
      world.now += 10;
    }

    assertThat(small.snapshot().orElseThrow().summary().totals().sealed()).isEqualTo(200);
    assertThat(small.snapshot().orElseThrow().summary().totals().records()).isEqualTo(200);
  }

  private void produce(int count) {
    for (int i = 0; i < count; i++) {
      source.append(AuditWorld.record(world.now, "v" + source.end));
    }
  }

  private void copy(int count) {
    for (int i = 0; i < count; i++) {
      target.append(source.records.get(target.end));
    }
  }

  private void pass() {
    while (audit.pass()) {
      world.now += 10;
    }
  }

  private void settle() {
    for (int i = 0; i < 6; i++) {
      world.now += 1_000;
      pass();
    }
  }

  private AuditSummary summary() {
    return audit.snapshot().orElseThrow().summary();
  }
}
