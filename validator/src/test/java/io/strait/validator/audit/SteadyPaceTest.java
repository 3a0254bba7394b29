package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SteadyPaceTest {
  private final AtomicReference<Clock> clock =
      new AtomicReference<>(Clock.fixed(Instant.ofEpochSecond(1_000_000), ZoneOffset.UTC));

  @Test
  void shouldNotWaitForHoursWhenTheClockIsSetBack() {
    SteadyPace pace = new SteadyPace(1_000, new Moved());
    pace.took(900);
    clock.set(Clock.offset(clock.get(), Duration.ofHours(-3)));
    long begun = System.nanoTime();
    pace.took(50);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void shouldWaitUntilWhatWasTakenIsPaidFor() {
    SteadyPace pace = new SteadyPace(1_000, Clock.systemUTC());
    long begun = System.nanoTime();
    pace.took(1_500);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
  }

  /** A clock that can be set. */
  private final class Moved extends Clock {
    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return clock.get().instant();
    }
  }
}
