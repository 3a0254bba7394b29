package io.strait.validator.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:59:30Z");
  private static final Objectives OBJECTIVES = Objectives.usual();

  private final EventBuckets counted = new EventBuckets(OBJECTIVES.tiers(), "a");

  @ParameterizedTest
  @CsvSource({
    // bad events of 1,000 in every minute, for the last so many minutes; rates computed by hand:
    // 99.9 % allow 1 of 1,000, so n of 1,000 bad burn n times too fast.
    "14, 4320, PAGE, 14, 14",
    "15, 4320, PAGE, 15, 15",
    // 20 bad of 1,000 in 40 of 60 minutes: 13.3 over the hour, 20 over 5 minutes.
    "20, 40, FINE, 13.333, 20",
    "25, 40, PAGE, 16.667, 25",
    "5, 4320, TICKET, 5, 5",
    "1, 4320, FINE, 1, 1",
    "2, 4320, TICKET, 2, 2",
    "0, 4320, FINE, 0, 0"
  })
  void shouldComputeTheBurnRatesOfTheTable(
      long bad, int lastMinutes, Evaluation.Level level, double hour, double fiveMinutes) {
    minutes(4320, (minute, ago) -> ago < lastMinutes ? bad : 0);

    Evaluation evaluation = freshness();

    assertThat(evaluation.windows().get(0).longRate()).isCloseTo(hour, within(0.001));
    assertThat(evaluation.windows().get(0).shortRate()).isCloseTo(fiveMinutes, within(0.001));
    assertThat(evaluation.level()).isEqualTo(level);
  }

  @Test
  void shouldNotPageForAnOutageThatIsOver() {
    minutes(4320, (minute, ago) -> ago >= 6 && ago < 36 ? 1000 : 0);

    Evaluation evaluation = freshness();

    assertThat(evaluation.windows().get(0).longRate()).isCloseTo(500, within(0.001));
    assertThat(evaluation.windows().get(0).burning()).isEqualTo(Known.NO);
    // 30 minutes of 6 hours: 83 times too fast, and of the last 30 minutes 24 were bad.
    assertThat(evaluation.windows().get(1).longRate()).isCloseTo(83.333, within(0.001));
    assertThat(evaluation.windows().get(1).shortRate()).isCloseTo(800, within(0.001));
    assertThat(evaluation.level()).isEqualTo(Evaluation.Level.PAGE);
    assertThat(evaluation.worst().orElseThrow().rule().factor()).isEqualTo(6);
  }

  @Test
  void shouldCallWhatWasNotMeasuredUnknownAndNotFine() {
    assertThat(freshness().level()).isEqualTo(Evaluation.Level.UNKNOWN);
    assertThat(freshness().budget()).isEmpty();

    minutes(120, (minute, ago) -> ago >= 10 ? 100 : 0, 10);

    assertThat(freshness().windows().get(0).burning()).isEqualTo(Known.UNKNOWN);
    assertThat(freshness().level()).isEqualTo(Evaluation.Level.PAGE);
    assertThat(freshness().worst().orElseThrow().rule().factor()).isEqualTo(6);
  }

  @Test
  void shouldCallItFineWithoutRecentEventsIfTheLongWindowIsFine() {
    minutes(120, (minute, ago) -> 0, 10);

    assertThat(freshness().level()).isEqualTo(Evaluation.Level.FINE);
  }

  @Test
  void shouldNotPageBelowTheFloorUnlessTheErrorsAreMany() {
    for (int i = 0; i < 9; i++) {
      counted.add(new SliSample(Sli.FRESHNESS, 2, 1, NOW.minusSeconds(60 * i)));
    }
    assertThat(freshness().windows().get(0).longRate()).isCloseTo(333.333, within(0.001));
    assertThat(freshness().level()).isEqualTo(Evaluation.Level.FINE);

    counted.add(new SliSample(Sli.FRESHNESS, 0, 1, NOW));

    assertThat(freshness().level()).isEqualTo(Evaluation.Level.PAGE);
  }

  @Test
  void shouldTellWhatIsLeftOfTheBudgetAndHowLongItLasts() {
    // 30 days at 10 events an hour, 10 % of one day bad: 24 of 7,200; 7.2 are allowed.
    for (int hour = 0; hour < 720; hour++) {
      long bad = hour >= 100 && hour < 124 ? 1 : 0;
      counted.add(new SliSample(Sli.FRESHNESS, 10 - bad, bad, NOW.minus(Duration.ofHours(hour))));
    }

    Budget budget = freshness().budget().orElseThrow();

    assertThat(budget.counts()).isEqualTo(new Counts(7176, 24));
    assertThat(budget.burned()).isCloseTo(24 / 7.2, within(0.01));
    assertThat(budget.leftPercent()).isCloseTo(-233.3, within(1.0));
    assertThat(budget.exhausted()).contains(Duration.ZERO);
  }

  @Test
  void shouldGiveAYoungLinkTheBudgetOfTheWholeWindow() {
    // An hour old, 1 % bad: 10 times too fast for a 720th of the window.
    minutes(60, (minute, ago) -> 10);

    Budget budget = freshness().budget().orElseThrow();

    assertThat(budget.burned()).isCloseTo(10.0 / 720, within(0.001));
    // What is left lasts for 30 days at the allowed rate, so for 3 days at 10 times that.
    assertThat(budget.exhausted().orElseThrow().toHours()).isBetween(70L, 72L);
  }

  @Test
  void shouldScaleTheFactorsWithTheWindow() {
    List<BurnRule> week = BurnRule.standard(Duration.ofDays(7));

    assertThat(week.get(0).factor()).isCloseTo(3.36, within(0.0001));
    assertThat(week.get(3).factor()).isCloseTo(0.2333, within(0.0001));
  }

  @Test
  void shouldRefuseAnObjectiveWithoutABudget() {
    assertThatThrownBy(() -> Objective.of(Sli.ORDER, "100"))
        .hasMessageContaining("100 % for order")
        .hasMessageContaining("leaves no budget");
    assertThatThrownBy(() -> Objective.of(Sli.ORDER, "99.99999999")).hasMessageContaining("digits");
    assertThat(Objective.of(Sli.ORDER, "99.999").allowed().toPlainString()).isEqualTo("0.00001");
    assertThat(Objective.of(Sli.ORDER, "90").mostBurn()).isCloseTo(10, within(1e-9));
  }

  private Evaluation freshness() {
    return Evaluation.all(OBJECTIVES, counted, NOW).get(0);
  }

  private interface Badness {
    long of(int minute, int ago);
  }

  private void minutes(int count, Badness badness) {
    minutes(count, badness, 0);
  }

  /** A thousand events in each of so many minutes up to some minutes ago. */
  private void minutes(int count, Badness badness, int until) {
    for (int ago = until; ago < count; ago++) {
      long bad = badness.of(count - ago, ago);
      counted.add(
          new SliSample(Sli.FRESHNESS, 1000 - bad, bad, NOW.minus(Duration.ofMinutes(ago))));
    }
  }
}
