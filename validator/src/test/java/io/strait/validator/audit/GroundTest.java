package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.FindingCode;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Logs that are cut off or made anew below what was proved of them, seen and unseen. */
class GroundTest {
  private static final TopicPartition PLACE = new TopicPartition("t", 0);
  private static final AuditOptions OPTIONS =
      AuditOptions.defaults().withTimes(Duration.ofSeconds(1), Duration.ofSeconds(3)).withRange(4);

  private final AuditWorld world = new AuditWorld(1);
  private final AuditWorld.Log source = world.sources.get(PLACE);
  private final AuditWorld.Log target = world.targets.get(PLACE);
  private LinkAudit audit = world.process(OPTIONS);

  @Test
  void shouldConfirmATargetThatEndsBelowWhatWasProvedOnlyAfterTheGrace() {
    proved(10);
    target.cut(6);

    pass();
    assertThat(summary().suspects()).isEqualTo(1);
    assertThat(summary().findings()).isEmpty();
    assertThat(summary().isClean()).isFalse();
    settle();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.TRUNCATED_TARGET, 1L));
    AuditFinding found = world.store.read().findings().get(0);
    assertThat(found.divergesAt()).isEqualTo(6);
    assertThat(found.targetOffset()).hasValue(6);
    assertThat(found.evidence()).isEqualTo("target log ends at 6, but was judged up to 10");
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 6L));
    assertThat(summary().lagOffsets()).isEqualTo(4);
    assertThat(summary().suspects()).isZero();
  }

  @Test
  void shouldFindACutTargetThatGrewAgainBetweenTwoLooksAndProveItAnew() {
    proved(10);
    target.cut(6);
    copy(4);
    settle();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.TRUNCATED_TARGET, 1L));
    assertThat(world.store.read().findings().get(0).evidence())
        .contains("was cut off at offset 6 and has grown again", "epoch 3", "under 4");
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 10L));
  }

  @Test
  void shouldNameWhatACutTargetHoldsNowWhereItGrewToOtherRecords() {
    proved(10);
    target.cut(6);
    for (int i = 0; i < 4; i++) {
      target.append(AuditWorld.record(world.now, "other " + i));
    }
    settle();
    settle();

    assertThat(summary().findings())
        .containsOnlyKeys(FindingCode.TRUNCATED_TARGET, FindingCode.CORRUPT);
    assertThat(world.store.read().findings())
        .anyMatch(one -> one.code() == FindingCode.CORRUPT && one.divergesAt() == 6);
    assertThat(summary().totals().of(State.PROVED)).isLessThanOrEqualTo(6);
  }

  @Test
  void shouldFindWhatHappenedWhileNobodyAudited() {
    proved(10);
    target.cut(3);
    copy(7);
    world.now += 3_600_000;
    audit = world.process(OPTIONS);
    pass();
    assertThat(summary().findings()).isEmpty();
    assertThat(summary().suspects()).isEqualTo(1);
    settle();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.TRUNCATED_TARGET, 1L));
    assertThat(world.store.read().findings().get(0).divergesAt()).isEqualTo(3);
  }

  @Test
  void shouldFindATargetTopicThatWasCreatedAgainAndProveItFromItsBeginning() {
    proved(10);
    recreate(target);
    world.targetId = "another";
    copy(10);
    settle();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.RESET_TARGET, 1L));
    assertThat(world.store.read().findings().get(0).evidence())
        .startsWith("the target topic was created again: its id was target id and is another");
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 10L));
    assertThat(world.store.read().position(PLACE).orElseThrow().footings().targetId())
        .isEqualTo("another");
  }

  @Test
  void shouldFindATargetTopicThatWasDeletedForLongerThanTheGrace() {
    proved(10);
    world.onTarget = false;
    pass();
    assertThat(summary().findings()).isEmpty();
    assertThat(summary().suspects()).isEqualTo(1);
    settle();

    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.RESET_TARGET, 1L));
    assertThat(summary().uncovered()).isEqualTo(new Uncovered(1, 0));
    recreate(target);
    world.targetId = "another";
    world.onTarget = true;
    copy(10);
    settle();
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 10L));
    assertThat(summary().problems()).isEmpty();
  }

  @Test
  void shouldNotCallAPartitionGoneThatWasNeverThere() {
    world.onTarget = false;
    produce(5);
    settle();

    assertThat(summary().findings()).isEmpty();
    assertThat(summary().uncovered()).isEqualTo(new Uncovered(1, 5));
    assertThat(summary().coverage()).isZero();
  }

  @Test
  void shouldFindASourceThatWasCutAndGrewAgainWithinTheGrace() {
    proved(10);
    source.cut(6);
    pass();
    assertThat(summary().suspects()).isEqualTo(1);
    world.now += 500;
    produceOther(6);
    pass();
    assertThat(summary().suspects()).as("it grew again, and is not what it was").isEqualTo(1);
    settle();
    settle();

    assertThat(summary().findings()).containsEntry(FindingCode.TRUNCATED_SOURCE, 1L);
    assertThat(world.store.read().findings())
        .anyMatch(one -> one.code() == FindingCode.TRUNCATED_SOURCE && one.divergesAt() == 6)
        .anyMatch(one -> one.code() == FindingCode.CORRUPT && one.divergesAt() == 6);
  }

  @Test
  void shouldFindASourceThatWasCutAndGrewAgainBetweenTwoLooks() {
    proved(10);
    source.cut(9);
    produceOther(5);
    copy(4);
    settle();
    settle();

    assertThat(summary().findings())
        .containsEntry(FindingCode.TRUNCATED_SOURCE, 1L)
        .containsEntry(FindingCode.CORRUPT, 1L);
  }

  @Test
  void shouldForgetADoubtWhenALogIsSeenShortAndIsWhole() {
    proved(10);
    source.end = source.stableEnd = 7;
    target.end = target.stableEnd = 7;
    pass();
    assertThat(summary().suspects()).isEqualTo(1);
    source.end = source.stableEnd = 10;
    target.end = target.stableEnd = 10;
    settle();

    assertThat(summary().isClean()).isTrue();
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 10L));
  }

  @Test
  void shouldFindNothingWhenOnlyLeadersChange() {
    proved(10);
    source.epoch += 2;
    target.epoch += 5;
    settle();
    produce(3);
    copy(3);
    target.epoch--;
    settle();
    target.epoch++;
    settle();

    assertThat(summary().isClean()).isTrue();
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 13L));
  }

  @Test
  void shouldFindNothingWhenRetentionTakesAllOfTheTargetUnderANewLeader() {
    proved(10);
    target.deleteTo(10);
    target.epoch++;
    settle();
    produce(3);
    copy(3);
    target.deleteTo(11);
    source.epoch++;
    settle();

    assertThat(summary().findings()).isEmpty();
    assertThat(summary().suspects()).isZero();
  }

  @Test
  void shouldFindNothingWhenACleanerTookTheLastRecordUnderANewLeader() {
    proved(10);
    target.epoch++;
    source.epoch++;
    produce(3);
    target.clean(9);
    target.clean(8);
    source.clean(9);
    settle();
    for (long at = 10; at < 13; at++) {
      target.append(source.records.get(at));
    }
    settle();

    assertThat(summary().findings()).isEmpty();
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, 13L));
  }

  @Test
  void shouldGoOnWithWhatAnEarlierStraitStored() {
    proved(10);
    world.store.entries.replaceAll(
        (name, text) -> text.replaceAll(",\"target_id\":.*\"print\":\"[0-9a-f]+\"\\}\\}$", "}"));
    assertThat(world.store.read().position(PLACE).orElseThrow().footings())
        .isEqualTo(Footings.UNKNOWN);
    target.epoch++;
    audit = world.process(OPTIONS);
    produce(2);
    copy(2);
    settle();

    assertThat(summary().isClean()).isTrue();
    target.cut(11);
    settle();
    assertThat(summary().findings()).isEqualTo(Map.of(FindingCode.TRUNCATED_TARGET, 1L));
  }

  private void proved(int count) {
    produce(count);
    copy(count);
    pass();
    assertThat(summary().totals().offsets()).isEqualTo(Map.of(State.PROVED, (long) count));
  }

  private void produce(int count) {
    for (int i = 0; i < count; i++) {
      source.append(AuditWorld.record(world.now, "v" + source.end));
    }
  }

  private void produceOther(int count) {
    for (int i = 0; i < count; i++) {
      source.append(AuditWorld.record(world.now, "another v" + source.end));
    }
  }

  private void copy(int count) {
    for (int i = 0; i < count; i++) {
      target.append(source.records.get(target.end));
    }
  }

  private static void recreate(AuditWorld.Log log) {
    log.cut(0);
    log.epoch = 0;
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
