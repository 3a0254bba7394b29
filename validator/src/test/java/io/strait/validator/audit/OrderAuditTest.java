package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.FindingCode;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies to dense offsets, as MirrorMaker 2 makes them: nothing but the order is claimed. */
class OrderAuditTest {
  private static final TopicPartition PLACE = new TopicPartition("t", 0);
  private static final AuditOptions OPTIONS =
      AuditOptions.defaults().withTimes(Duration.ofSeconds(1), Duration.ofSeconds(3)).withRange(50);

  private final AuditWorld world = new AuditWorld(1);
  private final AuditWorld.Log source = world.sources.get(PLACE);
  private final AuditWorld.Log target = world.targets.get(PLACE);
  private final SplittableRandom random = new SplittableRandom(11);
  private LinkAudit audit = world.process(OPTIONS);
  private long nextToCopy;

  @BeforeEach
  void claimOrderOnly() {
    world.claim = Contract.PLAIN.with(OffsetClaim.IN_ORDER);
  }

  @Test
  void shouldProveADenseCopyOfALogWithHolesAsItGrows() {
    for (int i = 0; i < 30; i++) {
      produce(random.nextInt(40));
      copy(random.nextInt(50));
      world.now += 1_000;
      pass();
    }
    copy(10_000);
    settle();

    assertThat(summary().isClean()).isTrue();
    assertThat(summary().lagOffsets()).isZero();
    assertThat(summary().totals().records()).isEqualTo(source.records.size());
    assertThat(summary().unequal()).isZero();
    assertThat(world.store.read().position(PLACE).orElseThrow().targetTo()).isEqualTo(target.end);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 49, 120, 199})
  void shouldNameOneLostRecordAndProveWhatFollows(int place) {
    produce(200);
    copy(place);
    nextToCopy = offset(place) + 1;
    copy(1_000);
    go();

    expectOne(FindingCode.MISSING, offset(place));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 49, 120})
  void shouldNameOneRepeatAndProveWhatFollows(int place) {
    produce(200);
    copy(place);
    target.append(target.records.get(target.end - 1));
    copy(1_000);
    go();

    expectOne(FindingCode.DUPLICATE, offset(place));
  }

  @Test
  void shouldNameTwoRecordsThatChangedPlacesOverTheBorderOfARange() {
    produce(200);
    copy(38);
    LogRecord first = source(38);
    LogRecord second = source(39);
    nextToCopy = second.offset() + 1;
    target.append(second);
    target.append(first);
    copy(1_000);
    go();

    expectOne(FindingCode.REORDERED, offset(38));
  }

  @Test
  void shouldNameARepeatAtTheVeryEndAndGoOnBehindIt() {
    produce(60);
    copy(1_000);
    settle();
    assertThat(summary().isClean()).isTrue();
    target.append(target.records.get(target.end - 1));
    pass();
    assertThat(summary().suspects()).isEqualTo(1);
    assertThat(summary().findings()).isEmpty();
    settle();
    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.DUPLICATE, 1L));
    assertThat(summary().suspects()).isZero();
    go();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.DUPLICATE, 1L));
    assertThat(summary().totals().of(State.DIVERGENT)).isZero();
  }

  @Test
  void shouldWaitForATransactionThatIsOpenWhereItsRecordsWereCopiedAlready() {
    produce(60);
    source.stableEnd = offset(50);
    copy(1_000);
    settle();
    settle();
    assertThat(summary().isClean()).isTrue();
    source.stableEnd = source.end;
    settle();

    assertThat(summary().isClean()).isTrue();
    assertThat(summary().lagOffsets()).isZero();
    assertThat(summary().totals().records()).isEqualTo(source.records.size());
  }

  @Test
  void shouldBeginWhereRetentionLeftBothAndCountWhatItTookLater() {
    produce(300);
    copy(1_000);
    source.deleteTo(100);
    target.deleteTo(40);
    settle();
    assertThat(summary().findings()).isEmpty();
    assertThat(summary().totals().of(State.UNVERIFIABLE)).isZero();
    assertThat(world.store.read().position(PLACE).orElseThrow().sealedTo()).isEqualTo(source.end);
    produce(50);
    copy(1_000);
    target.deleteTo(target.end - 5);
    settle();
    go();

    assertThat(summary().findings()).isEmpty();
    assertThat(summary().totals().of(State.UNVERIFIABLE)).isPositive();
  }

  @Test
  void shouldFindACutTargetThatGrewAgainAndProveItAnew() {
    produce(100);
    copy(1_000);
    settle();
    target.cut(30);
    nextToCopy = offset(30);
    copy(1_000);
    settle();
    go();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.TRUNCATED_TARGET, 1L));
    assertThat(summary().totals().offsets()).containsOnlyKeys(State.PROVED);
  }

  /** More comes and is copied, so that what follows a fault is there. */
  private void go() {
    settle();
    produce(80);
    copy(1_000);
    settle();
    settle();
    settle();
    assertThat(summary().lagOffsets()).isZero();
    assertThat(summary().suspects()).isZero();
  }

  private void expectOne(FindingCode code, long at) {
    assertThat(summary().findings()).isEqualTo(Map.of(code, 1L));
    assertThat(world.store.read().findings().get(0).divergesAt()).isEqualTo(at);
    assertThat(summary().totals().of(State.DIVERGENT)).isBetween(1L, 60L);
    assertThat(summary().totals().of(State.PROVED)).isGreaterThan(200);
  }

  private void produce(int count) {
    for (int i = 0; i < count; i++) {
      if (random.nextInt(5) == 0) {
        source.skip();
      }
      source.append(AuditWorld.record(world.now + i, "v" + source.end));
    }
  }

  private LogRecord source(int place) {
    return source.records.values().stream().skip(place).findFirst().orElseThrow();
  }

  private long offset(int place) {
    return source(place).offset();
  }

  private void copy(int count) {
    for (LogRecord one :
        source.records.tailMap(nextToCopy).values().stream().limit(count).toList()) {
      target.append(one);
      nextToCopy = one.offset() + 1;
    }
  }

  private void pass() {
    while (audit.pass()) {
      world.now += 10;
    }
  }

  private void settle() {
    for (int i = 0; i < 8; i++) {
      world.now += 1_000;
      pass();
    }
  }

  private AuditSummary summary() {
    return audit.snapshot().orElseThrow().summary();
  }
}
