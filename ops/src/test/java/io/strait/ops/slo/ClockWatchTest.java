package io.strait.ops.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final SetClock clock = new SetClock();
  private long nanos = -5;
  private final ClockWatch watch = new ClockWatch(clock, () -> nanos);

  @Test
  void shouldNotTakeTimeThatPassesOrSmallCorrectionsForASetClock() {
    assertThat(watch.set()).isZero();
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMinutes(7));
      clock.now = clock.now.plusMillis(900);
      assertThat(watch.set()).isZero();
    }
    assertThat(watch.isSettled()).isTrue();
  }

  @Test
  void shouldTellByHowMuchTheClockWasSetAndWaitAnHourAfterwards() {
    watch.set();
    pass(Duration.ofSeconds(3));
    clock.now = clock.now.plus(Duration.ofDays(40));
    assertThat(watch.set()).isEqualTo(Duration.ofDays(40));
    assertThat(watch.set()).isZero();
    assertThat(watch.isSettled()).isFalse();

    pass(Duration.ofMinutes(30));
    clock.now = clock.now.minus(Duration.ofDays(40));
    assertThat(watch.set()).isEqualTo(Duration.ofDays(-40));
    pass(Duration.ofMinutes(59));
    assertThat(watch.isSettled()).isFalse();
    pass(Duration.ofMinutes(2));
    assertThat(watch.isSettled()).isTrue();
  }

  @Test
  void shouldBeDueInTimeAlthoughTheClockIsSetBack() {
    Due due = new Due();
    assertThat(due.is(START)).isTrue();
    due.in(Duration.ofSeconds(10), START);
    assertThat(due.is(START.plusSeconds(9))).isFalse();
    assertThat(due.is(START.minusSeconds(0))).isFalse();
    assertThat(due.is(START.plusSeconds(10))).isTrue();
    assertThat(due.is(START.minusSeconds(3_600))).as("set back").isTrue();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    clock.now = clock.now.plus(time);
  }

  /** A clock that the test sets. */
  private static final class SetClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
