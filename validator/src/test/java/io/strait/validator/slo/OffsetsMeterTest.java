package io.strait.validator.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.slo.OffsetsMeter.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffsetsMeterTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private final OffsetsMeter meter = new OffsetsMeter(Duration.ofSeconds(60));

  @Test
  void shouldCallAPositionBadOnlyOnceItHasDifferedForTooLong() {
    assertThat(at(0, 5, 9)).isEqualTo(new Counts(10, 0));
    assertThat(at(60, 5, 9)).isEqualTo(new Counts(10, 0));
    assertThat(at(61, 5, 9)).isEqualTo(new Counts(9, 1));
    Counts two =
        meter.compared(10, Map.of("a", position(5, 9), "b", position(7, 9)), START.plusSeconds(66));
    assertThat(two).isEqualTo(new Counts(9, 1));
  }

  @Test
  void shouldBeginAnewWhenThePositionWasFollowed() {
    at(0, 5, 9);
    assertThat(at(61, 9, 12)).as("where it was wanted before").isEqualTo(new Counts(10, 0));
    meter.compared(10, Map.of(), START.plusSeconds(62));
    assertThat(at(130, 9, 12)).as("it was equal meanwhile").isEqualTo(new Counts(10, 0));
  }

  @Test
  void shouldNotBeginAnewWhenAWrongPositionMoves() {
    at(0, 5, 100);
    at(30, 6, 100);
    assertThat(at(61, 7, 100)).isEqualTo(new Counts(9, 1));
    assertThat(at(90, 8, 110)).as("the source moves as well").isEqualTo(new Counts(9, 1));
    assertThat(at(120, 9, 120)).isEqualTo(new Counts(9, 1));
  }

  @Test
  void shouldStayGoodWhileABusyGroupIsFollowedAComparisonLate() {
    for (int i = 0; i < 40; i++) {
      assertThat(at(30L * i, i - 1, i)).as("comparison %s", i).isEqualTo(new Counts(10, 0));
    }
  }

  @Test
  void shouldMeasureHowLateItIsFollowed() {
    // Two comparisons late, 25 s apart: it was wanted until 25 s ago.
    for (int i = 0; i < 40; i++) {
      assertThat(at(25L * i, i - 2, i)).as("comparison %s", i).isEqualTo(new Counts(10, 0));
    }
    for (int i = 40; i < 43; i++) {
      at(25L * i, 38, i);
    }
    assertThat(at(25L * 43, 38, 43)).as("it does not move any more").isEqualTo(new Counts(9, 1));
  }

  @Test
  void shouldTellAnEmptyPositionFromAnother() {
    Position none = new Position(Optional.empty(), Optional.of("3"));
    meter.compared(1, Map.of("a", none), START);

    assertThat(meter.compared(1, Map.of("a", none), START.plusSeconds(61)))
        .isEqualTo(new Counts(0, 1));
  }

  private Counts at(long second, long now, long wanted) {
    return meter.compared(10, Map.of("a", position(now, wanted)), START.plusSeconds(second));
  }

  private static Position position(long now, long wanted) {
    return new Position(Optional.of("" + now), Optional.of("" + wanted));
  }
}
