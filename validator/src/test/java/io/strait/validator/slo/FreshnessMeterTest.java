package io.strait.validator.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.slo.FreshnessMeter.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FreshnessMeterTest {
  private static final TopicPartition P = new TopicPartition("orders", 0);
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private FreshnessMeter meter = meter(Set.of());
  private long second;

  @Test
  void shouldCountWhatArrivesInTimeAsGoodOnce() {
    assertThat(look(100, 100)).isEqualTo(Counts.NONE);
    assertThat(look(110, 100)).isEqualTo(Counts.NONE);
    assertThat(look(110, 104)).isEqualTo(new Counts(4, 0));
    assertThat(look(115, 110)).isEqualTo(new Counts(6, 0));
    assertThat(look(115, 115)).isEqualTo(new Counts(5, 0));
    assertThat(look(115, 115)).isEqualTo(Counts.NONE);
  }

  @Test
  void shouldCountWhatIsMissingAfterTheDeadlineAsBadOnce() {
    look(100, 100);
    for (int i = 0; i < 6; i++) {
      assertThat(look(110, 100)).isEqualTo(Counts.NONE);
    }

    assertThat(look(110, 103)).isEqualTo(new Counts(3, 7));
    assertThat(look(110, 103)).isEqualTo(Counts.NONE);
    assertThat(look(110, 110)).isEqualTo(Counts.NONE);
  }

  @Test
  void shouldNotJudgeWhatWasThereBeforeUntilTheCopyHasCaughtUp() {
    look(1000, 0);
    for (int i = 1; i < 20; i++) {
      assertThat(look(1000 + i, 50 * i)).isEqualTo(Counts.NONE);
    }
    assertThat(meter.joined()).isEmpty();

    assertThat(look(1020, 1020).good()).isPositive();
    assertThat(meter.joined()).containsExactly(P);
  }

  @Test
  void shouldGoOnCountingAfterATakeOver() {
    meter = meter(Set.of(P));
    look(1000, 900);
    second += 5;

    assertThat(look(1000, 900)).isEqualTo(new Counts(0, 100));
  }

  @Test
  void shouldNotCountWhatNobodyLookedAtInTime() {
    look(100, 100);
    look(110, 100);
    second += 60;

    assertThat(look(120, 107)).isEqualTo(new Counts(0, 3));
    assertThat(look(120, 120)).as("it arrived in the gap").isEqualTo(Counts.NONE);
    assertThat(look(125, 120)).isEqualTo(Counts.NONE);
    assertThat(look(125, 125)).isEqualTo(new Counts(5, 0));
  }

  @Test
  void shouldNotCountAnOutageOfTheTargetAsGood() {
    look(100, 100);
    for (int i = 1; i <= 60; i++) {
      assertThat(look(OptionalLong.of(100 + i), OptionalLong.empty())).isEqualTo(Counts.NONE);
    }

    Counts counts = look(161, 130);
    assertThat(counts.good()).isZero();
    assertThat(counts.bad()).as("seen on the source and missing for too long").isEqualTo(25);
    assertThat(look(161, 161)).as("the latest, within the deadline").isEqualTo(new Counts(6, 0));
  }

  @Test
  void shouldNeitherBeginNorStartOverWithoutSightOfTheTarget() {
    assertThat(look(OptionalLong.of(100), OptionalLong.empty())).isEqualTo(Counts.NONE);
    assertThat(meter.joined()).isEmpty();
    look(100, 100);
    assertThat(look(OptionalLong.of(50), OptionalLong.empty())).isEqualTo(Counts.NONE);
    assertThat(look(50, 50)).isEqualTo(Counts.NONE);
    assertThat(look(60, 60)).isEqualTo(new Counts(10, 0));
  }

  @Test
  void shouldJudgeBySightOfTheTargetWhileTheSourceDoesNotAnswer() {
    look(100, 100);
    look(110, 100);

    assertThat(look(OptionalLong.empty(), 110)).isEqualTo(new Counts(10, 0));
    assertThat(look(OptionalLong.empty(), 110)).isEqualTo(Counts.NONE);
  }

  @Test
  void shouldStartOverWhenTheSourceWentBack() {
    look(100, 100);
    look(110, 100);

    assertThat(look(50, 100)).isEqualTo(Counts.NONE);
    assertThat(look(60, 100)).isEqualTo(new Counts(10, 0));
  }

  @Test
  void shouldLetPartitionsThatRestOnPurposeJoinAgain() {
    look(100, 100);
    meter.excuse(Set.of(P));
    second += 100;
    look(500, 100);
    for (int i = 0; i < 10; i++) {
      assertThat(look(501 + i, 110 + i)).isEqualTo(Counts.NONE);
    }
    assertThat(look(511, 511).bad()).isZero();
    assertThat(meter.joined()).containsExactly(P);
  }

  @Test
  void shouldStayBoundedWhileTheTargetDoesNotAnswer() {
    look(100, 100);
    for (int i = 1; i <= 5_000; i++) {
      meter.look(
          Map.of(P, new Look(OptionalLong.of(100 + i), OptionalLong.of(100))),
          START.plusSeconds(1));
    }
    second = 60;

    assertThat(look(5_100, 100)).isEqualTo(new Counts(0, 5_000));
  }

  private static FreshnessMeter meter(Set<TopicPartition> joinedBefore) {
    return new FreshnessMeter(Duration.ofSeconds(5), joinedBefore);
  }

  private Counts look(long committedTo, long visibleTo) {
    return look(OptionalLong.of(committedTo), OptionalLong.of(visibleTo));
  }

  private Counts look(OptionalLong committedTo, long visibleTo) {
    return look(committedTo, OptionalLong.of(visibleTo));
  }

  private Counts look(OptionalLong committedTo, OptionalLong visibleTo) {
    second++;
    return meter.look(Map.of(P, new Look(committedTo, visibleTo)), START.plusSeconds(second));
  }
}
