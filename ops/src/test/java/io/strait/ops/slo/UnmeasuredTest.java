package io.strait.ops.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.Evaluation.Level;
import io.strait.validator.slo.EventBuckets;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SliSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnmeasuredTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:59:30Z");
  private static final Objectives OBJECTIVES = Objectives.usual();
  private static final Unmeasured BEATING = new Unmeasured(Optional.empty(), true, true);
  private static final Unmeasured MOVED =
      new Unmeasured(Optional.of("a link that a wave moves has no heartbeats"), false, false);

  private final EventBuckets counted = new EventBuckets(OBJECTIVES.tiers(), "a");

  @Test
  void shouldNeverCallAnIdleLinkWithoutHeartbeatsFine() {
    good(20, 59);

    List<Evaluation> judged = MOVED.judged(all());

    assertThat(all().get(0).level()).isEqualTo(Level.FINE);
    assertThat(judged.get(0).level()).isEqualTo(Level.UNKNOWN);
    assertThat(MOVED.reasons(judged).get(Sli.FRESHNESS))
        .isEqualTo(
            "nothing was judged in the last 5m, and a link that a wave moves has no heartbeats");
    assertThat(BEATING.judged(all()).get(0).level()).isEqualTo(Level.FINE);
    assertThat(BEATING.reasons(all())).doesNotContainKey(Sli.FRESHNESS);
  }

  @Test
  void shouldJudgeALinkWithoutHeartbeatsByItsOwnRecordsWhileThereAreSome() {
    good(0, 59);

    assertThat(MOVED.judged(all()).get(0).level()).isEqualTo(Level.FINE);
    assertThat(MOVED.reasons(all())).doesNotContainKey(Sli.FRESHNESS);
  }

  @Test
  void shouldStillPageForWhatHappenedBeforeItWasIdle() {
    for (int minute = 10; minute < 40; minute++) {
      counted.add(new SliSample(Sli.FRESHNESS, 0, 1_000, NOW.minus(Duration.ofMinutes(minute))));
    }

    assertThat(MOVED.judged(all()).get(0).level()).isEqualTo(Level.PAGE);
  }

  @Test
  void shouldSayWhyWhereNothingWasMeasured() {
    Map<Sli, String> moved = MOVED.reasons(all());
    Map<Sli, String> beating = BEATING.reasons(all());

    assertThat(moved.keySet()).containsExactlyInAnyOrder(Sli.values());
    assertThat(moved.get(Sli.ORDER)).contains("'audit:' does not name this link", "the last 1h");
    assertThat(moved.get(Sli.OFFSETS)).contains("'twin' does not keep groups");
    assertThat(beating.get(Sli.FRESHNESS)).isEqualTo("no record was judged in the last 1h");
    assertThat(beating.get(Sli.ORDER)).isEqualTo("the audit has proved nothing in the last 1h");
  }

  private void good(int from, int to) {
    for (int minute = from; minute < to; minute++) {
      counted.add(new SliSample(Sli.FRESHNESS, 1_000, 0, NOW.minus(Duration.ofMinutes(minute))));
    }
  }

  private List<Evaluation> all() {
    return Evaluation.all(OBJECTIVES, counted, NOW);
  }
}
