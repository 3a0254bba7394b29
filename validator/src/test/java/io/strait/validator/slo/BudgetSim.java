package io.strait.validator.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forty days of a link with outages, brown-outs, silence and restarts, minute by minute. Every
 * figure is computed a second time from a plain list of all minutes.
 */
class BudgetSim {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final Objectives OBJECTIVES = Objectives.usual();
  private static final int MINUTES = 40 * 24 * 60;

  private final List<Counts> all = new ArrayList<>();
  private final Map<EventBuckets.Key, Map<Sli, Counts>> stored = new HashMap<>();
  private EventBuckets counted = new EventBuckets(OBJECTIVES.tiers(), "0");
  private Map<ActionKind, TakenAction> taken = Map.of();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAgreeWithThePlainList(long seed) {
    Random random = new Random(seed);
    double badness = 0;
    int left = 0;
    for (int minute = 0; minute < MINUTES; minute++) {
      if (left-- == 0) {
        badness = badness(random);
        left = 1 + random.nextInt(badness == 0 ? 3_000 : 90);
      }
      Instant now = START.plus(Duration.ofMinutes(minute)).plusSeconds(30);
      happen(badness, random, now);
      if (random.nextInt(2_000) == 0) {
        restart("" + minute);
      }
      if (minute % 61 == 0) {
        check(now);
      }
    }
    assertThat(stored.size()).isLessThan(4_000);
    assertThat(counted.size()).isEqualTo(stored.size());
  }

  /** Nothing, silence (below 0), a few per mille, or everything. */
  private static double badness(Random random) {
    double[] kinds = {0, 0, 0, -1, 0.002, 0.02, 0.3, 1};
    return kinds[random.nextInt(kinds.length)];
  }

  private void happen(double badness, Random random, Instant now) {
    long total = badness < 0 ? 0 : random.nextInt(400);
    long bad = Math.round(total * badness);
    all.add(new Counts(total - bad, bad));
    counted.add(new SliSample(Sli.FRESHNESS, total - bad, bad, now));
    counted.takeChanged().forEach(key -> stored.put(key, counted.at(key)));
    counted.takeExpired(now).forEach(stored::remove);
  }

  private void restart(String writer) {
    counted = new EventBuckets(OBJECTIVES.tiers(), writer);
    stored.forEach(counted::restore);
  }

  private void check(Instant now) {
    Evaluation evaluation = Evaluation.all(OBJECTIVES, counted, now).get(0);
    for (WindowBurn burn : evaluation.windows()) {
      assertThat(burn.overLong()).isEqualTo(plain(burn.rule().longWindow(), now));
      assertThat(burn.overShort()).isEqualTo(plain(burn.rule().shortWindow(), now));
      boolean fires =
          rate(burn.overLong()) > burn.rule().factor()
              && rate(burn.overShort()) > burn.rule().factor()
              && (burn.overLong().total() >= 100 || burn.overLong().bad() >= 10);
      assertThat(burn.burning() == Known.YES).isEqualTo(fires);
    }
    evaluation
        .budget()
        .ifPresent(
            budget -> assertThat(budget.counts()).isEqualTo(plain(OBJECTIVES.window(), now)));
    check(evaluation, now);
  }

  /** An action is there if there is a reason for it, and for a while after the last one. */
  private void check(Evaluation evaluation, Instant now) {
    taken = OBJECTIVES.policy().next(taken, List.of(evaluation), now);
    boolean page = evaluation.level() == Evaluation.Level.PAGE;
    boolean spent = evaluation.budget().filter(one -> one.burnedPercent() >= 75).isPresent();
    if (page || spent) {
      assertThat(taken).containsKey(ActionKind.PAUSE_BULK);
    }
    evaluation
        .budget()
        .filter(budget -> now.isAfter(START.plus(OBJECTIVES.window())))
        .ifPresent(
            budget -> assertThat(budget.burned()).isCloseTo(rate(budget.counts()), within(0.2)));
  }

  private static double rate(Counts counts) {
    return counts.total() == 0 ? 0 : 1_000.0 * counts.bad() / counts.total();
  }

  /** Sums the minutes of the newest buckets that make up the time. */
  private Counts plain(Duration time, Instant now) {
    int width =
        time.compareTo(Duration.ofHours(1)) <= 0
            ? 1
            : time.compareTo(Duration.ofDays(3)) <= 0 ? 5 : 60;
    int last = all.size() - 1;
    int first = (last / width - (int) (time.toMinutes() / width) + 1) * width;
    Counts sum = Counts.NONE;
    for (int minute = Math.max(0, first); minute <= last; minute++) {
      sum = sum.plus(all.get(minute));
    }
    return sum;
  }
}
