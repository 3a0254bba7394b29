package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.Guard;
import io.strait.replicator.wire.ProducerView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GuardingTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long SETTLE = 10_000;
  private static final long DATA = 1L << 62;

  private long now = 1_000;
  private long wall = 1_800_000_000_000L;
  private final Guarding guarding =
      new Guarding(Duration.ofDays(1), Duration.ofMillis(SETTLE), () -> now, () -> wall);

  @Test
  void shouldAgeWhileNothingIsWritten() {
    start(50, wall - DAY / 2);
    assertThat(guarding.state()).isEqualTo(Guard.ARMED);
    guarding.copied(wall);

    wall += DAY - 1;
    assertThat(guarding.state()).isEqualTo(Guard.ARMED);
    wall += 1;
    assertThat(guarding.state()).isEqualTo(Guard.AGED);
    assertThat(guarding.guards(wall)).isFalse();

    guarding.copied(wall);
    assertThat(guarding.state()).isEqualTo(Guard.ARMED);
  }

  @Test
  void shouldNotGuardABatchThatTheTargetMayForgetAsSoonAsItHasIt() {
    start(50, wall);

    assertThat(guarding.guards(wall - DAY + 1)).isTrue();
    assertThat(guarding.guards(wall - DAY)).isFalse();
    assertThat(guarding.state()).isEqualTo(Guard.ARMED);
  }

  @Test
  void shouldGuardNothingBeforeItIsKnownThatTheTargetRemembers() {
    assertThat(guarding.state()).isEqualTo(Guard.UNKNOWN);
    start(0, -1);
    assertThat(guarding.state()).isEqualTo(Guard.UNKNOWN);
    assertThat(guarding.guards(wall)).isFalse();
    guarding.starts(run(50), facts(Optional.empty()));
    assertThat(guarding.state()).isEqualTo(Guard.AGED);
  }

  @Test
  void shouldBeQuietAtOnceWhenAFreshBatchIsLostAndLaterWhenAnAgedOneIs() {
    guarding.lost(wall);
    assertThat(guarding.isQuiet(now)).isTrue();

    guarding.lost(wall - DAY);
    assertThat(guarding.isQuiet(now + SETTLE - 1)).isFalse();
    assertThat(guarding.isQuiet(now + SETTLE)).isTrue();
  }

  @Test
  void shouldNotBeQuietAboutABatchThatAgesWhileItMayStillLand() {
    guarding.lost(wall - DAY + SETTLE / 2);

    assertThat(guarding.isQuiet(now)).isFalse();
  }

  @Test
  void shouldCountFromTheLastOfSeveralLosses() {
    guarding.outcomeUnknown();
    now += 7_000;
    guarding.lost(wall - DAY);

    assertThat(guarding.isQuiet(1_000 + SETTLE)).isFalse();
    assertThat(guarding.isQuiet(8_000 + SETTLE)).isTrue();
  }

  @Test
  void shouldMeetAnEarlierOwnerOnlyWhereTheTargetMayForgetAndNotForLong() {
    assertThat(guarding.mayMeetAnEarlierOwner(run(50), facts(Optional.empty()), 2)).isTrue();
    assertThat(guarding.mayMeetAnEarlierOwner(run(50), facts(Optional.empty()), 1)).isFalse();
    assertThat(guarding.mayMeetAnEarlierOwner(run(50), facts(Optional.of(wall)), 2)).isFalse();
    assertThat(guarding.mayMeetAnEarlierOwner(run(0), facts(Optional.empty()), 2)).isFalse();
    assertThat(guarding.mayMeetAnEarlierOwner(wall - DAY, 2)).isTrue();
    assertThat(guarding.mayMeetAnEarlierOwner(wall, 2)).isFalse();
    now += SETTLE;
    assertThat(guarding.mayMeetAnEarlierOwner(run(50), facts(Optional.empty()), 2)).isFalse();
    assertThat(guarding.mayMeetAnEarlierOwner(wall - DAY, 2)).isFalse();
  }

  private void start(long target, long lastTimestamp) {
    guarding.starts(
        run(target), facts(target == 0 ? Optional.empty() : Optional.of(lastTimestamp)));
  }

  private static Resume.Run run(long target) {
    return new Resume.Run(target, target, 0, true, false, -1);
  }

  private static ResumeFacts facts(Optional<Long> lastTimestamp) {
    ResumeFacts.Log log = new ResumeFacts.Log(0, 50, 50);
    return new ResumeFacts(
        DATA,
        lastTimestamp.map(at -> new ProducerView.State(DATA, 0, 49, at)),
        DATA + 1,
        Optional.empty(),
        ResumeFacts.Fills.NONE,
        log,
        log,
        OffsetMap.equalOffsets(),
        new ResumeFacts.Rules(false, true, false, false),
        Optional.empty());
  }
}
