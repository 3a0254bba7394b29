package io.strait.validator.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetsMeterTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private final OffsetsMeter meter = new OffsetsMeter(Duration.ofSeconds(60));

  @Test
  void shouldCallAPositionBadOnlyOnceItHasDifferedForTooLong() {
    assertThat(at(0, "a at 5")).isEqualTo(new Counts(10, 0));
    assertThat(at(60, "a at 5")).isEqualTo(new Counts(10, 0));
    assertThat(at(61, "a at 5")).isEqualTo(new Counts(9, 1));
    assertThat(at(66, "a at 5", "b at 7")).isEqualTo(new Counts(9, 1));
  }

  @Test
  void shouldBeginAnewWhenThePositionWasFollowed() {
    at(0, "a at 5");
    assertThat(at(61, "a at 6")).isEqualTo(new Counts(10, 0));
    at(62);
    assertThat(at(130, "a at 6")).isEqualTo(new Counts(10, 0));
  }

  private Counts at(long second, String... different) {
    return meter.compared(10, Set.of(different), START.plusSeconds(second));
  }
}
