package io.strait.validator.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetPolicyTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
  private static final Objectives OBJECTIVES = Objectives.usual();

  private final EventBuckets counted = new EventBuckets(OBJECTIVES.tiers(), "a");
  private final BudgetPolicy policy = BudgetPolicy.usual();
  private Instant now = START;
  private Map<ActionKind, TakenAction> taken = Map.of();

  @Test
  void shouldTakeEveryActionOnAPageAndExplainIt() {
    minutes(60, Sli.FRESHNESS, 0);
    assertThat(taken).isEmpty();

    minutes(2, Sli.FRESHNESS, 1000);

    assertThat(taken.keySet()).containsExactlyInAnyOrder(ActionKind.values());
    TakenAction pause = taken.get(ActionKind.PAUSE_BULK);
    assertThat(pause.since()).isEqualTo(START.plus(Duration.ofMinutes(60)));
    assertThat(pause.reason())
        .isEqualTo(
            "freshness burns its budget 16.7x too fast over 1h and 200x over 5m (limit 14.4x;"
                + " 1000 of 60000 events bad)");
  }

  @Test
  void shouldNotPauseBulkTopicsForWhatThatCannotHelp() {
    minutes(60, Sli.FRESHNESS, 0);
    minutes(3, Sli.CORRECTNESS, 1000);

    assertThat(taken.keySet()).containsExactly(ActionKind.REFUSE_WAVES);
    assertThat(taken.get(ActionKind.REFUSE_WAVES).reason()).startsWith("correctness burns");
  }

  @Test
  void shouldUndoAnActionOnlyAfterItWasCalmForAWhile() {
    minutes(60, Sli.FRESHNESS, 0);
    minutes(3, Sli.FRESHNESS, 1000);
    TakenAction first = taken.get(ActionKind.PAUSE_BULK);

    // The short window of the first rule forgets after 5 minutes, that of the second after 30.
    minutes(30, Sli.FRESHNESS, 0);
    assertThat(taken.get(ActionKind.PAUSE_BULK).since()).isEqualTo(first.since());
    assertThat(taken.get(ActionKind.PAUSE_BULK).calmSince()).isPresent();

    // Not calm for the whole quarter of an hour: it starts over.
    minutes(10, Sli.FRESHNESS, 0);
    minutes(1, Sli.FRESHNESS, 1000);
    assertThat(taken.get(ActionKind.PAUSE_BULK).calmSince()).isEmpty();

    minutes(44, Sli.FRESHNESS, 0);
    assertThat(taken).containsKey(ActionKind.PAUSE_BULK);
    minutes(2, Sli.FRESHNESS, 0);
    assertThat(taken).doesNotContainKey(ActionKind.PAUSE_BULK);
  }

  @Test
  void shouldNotWaitForACalmThatBeganBeforeTheClockWasSetBack() {
    Instant future = START.plus(Duration.ofDays(3));
    taken =
        Map.of(
            ActionKind.PAUSE_BULK,
            new TakenAction(ActionKind.PAUSE_BULK, START, "it burned", Optional.of(future)));
    minutes(16, Sli.FRESHNESS, 0);
    assertThat(taken).as("a quarter of an hour of calm").isEmpty();
  }

  @Test
  void shouldNeitherTakeNorUndoForWhatIsUnknown() {
    now = now.plus(Duration.ofHours(3));
    look();
    assertThat(taken).isEmpty();

    minutes(60, Sli.FRESHNESS, 0);
    minutes(3, Sli.FRESHNESS, 1000);
    now = now.plus(Duration.ofHours(5));
    look();
    now = now.plus(Duration.ofMinutes(40));
    look();

    assertThat(taken).containsKey(ActionKind.PAUSE_BULK);
    assertThat(taken.get(ActionKind.PAUSE_BULK).calmSince()).isEmpty();
  }

  @Test
  void shouldHoldAnActionUntilTheBudgetIsBelowItsLimitByAMargin() {
    ActionRule rule = new ActionRule(ActionKind.REFUSE_WAVES, Optional.of(50.0), false);

    assertThat(rule.reason(burned(0.499))).isEmpty();
    assertThat(rule.reason(burned(0.5)).orElseThrow())
        .contains("has burned 50.0 % of its budget (limit 50.0 %;");
    assertThat(rule.isCalm(burned(0.401), 10)).isFalse();
    assertThat(rule.isCalm(burned(0.399), 10)).isTrue();
  }

  @Test
  void shouldLiftAnActionUntilTheGrantEndsByTheClock() {
    Grant shorter = grant("1", Duration.ofHours(1));
    Grant longer = grant("2", Duration.ofHours(2));
    List<Grant> grants = List.of(longer, shorter);

    assertThat(Grant.lifting(grants, ActionKind.PAUSE_BULK, START)).contains(longer);
    assertThat(Grant.lifting(grants, ActionKind.PAUSE_BULK, START.plusSeconds(7199)))
        .contains(longer);
    assertThat(Grant.lifting(grants, ActionKind.PAUSE_BULK, START.plusSeconds(7200))).isEmpty();
    assertThat(Grant.lifting(grants, ActionKind.REFUSE_WAVES, START)).isEmpty();
  }

  @Test
  void shouldRefuseAGrantThatNobodyCouldAccountFor() {
    assertThatThrownBy(() -> grant("1", Duration.ofDays(8))).hasMessageContaining("at most 7d");
    assertThatThrownBy(() -> grant("1", Duration.ZERO)).hasMessageContaining("longer than 0");
    assertThatThrownBy(
            () -> new Grant("1", ActionKind.PAUSE_BULK, "alice", START, START.plusSeconds(1), "  "))
        .hasMessageContaining("write 1 to 500");
  }

  private static Grant grant(String id, Duration time) {
    return new Grant(id, ActionKind.PAUSE_BULK, "alice", START, START.plus(time), "a reason");
  }

  private Evaluation burned(double share) {
    Budget budget = new Budget(new Counts(1000, 10), share, START, Optional.of(Duration.ofDays(1)));
    return new Evaluation(
        Objective.of(Sli.FRESHNESS, "99.9"), Evaluation.Level.FINE, List.of(), Optional.of(budget));
  }

  private void minutes(int count, Sli sli, long bad) {
    for (int i = 0; i < count; i++) {
      counted.add(new SliSample(sli, 1000 - bad, bad, now));
      look();
      now = now.plus(Duration.ofMinutes(1));
    }
  }

  private void look() {
    taken = policy.next(taken, Evaluation.all(OBJECTIVES, counted, now), now);
  }
}
