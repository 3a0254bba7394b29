package io.strait.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShaperTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Faults JITTERY =
      Faults.delayed(Duration.ofMillis(20), Duration.ofMillis(50));

  @Test
  void shouldAddLatencyAndNothingElseWhenThereIsNoJitter() {
    Shaper shaper = new Shaper(new SplittableRandom(1));

    assertThat(shaper.due(Faults.delayed(Duration.ofMillis(7), Duration.ZERO), 100))
        .isEqualTo(100 + 7 * MILLI);
  }

  @Test
  void shouldNeverReorderWhenJitterIsLargerThanTheGaps() {
    Shaper shaper = new Shaper(new SplittableRandom(42));

    long[] dues = LongStream.range(0, 1_000).map(at -> shaper.due(JITTERY, at * MILLI)).toArray();

    assertThat(dues).isSorted();
    for (int i = 0; i < dues.length; i++) {
      assertThat(dues[i] - i * MILLI).isBetween(20 * MILLI, 70 * MILLI);
    }
  }

  @Test
  void shouldDrawTheSameDelaysWhenTheSeedIsTheSame() {
    Shaper one = new Shaper(new SplittableRandom(7));
    Shaper same = new Shaper(new SplittableRandom(7));
    Shaper other = new Shaper(new SplittableRandom(8));

    assertThat(one.due(JITTERY, 0))
        .isEqualTo(same.due(JITTERY, 0))
        .isNotEqualTo(other.due(JITTERY, 0));
  }

  @Test
  void shouldKeepTheDelayOfEarlierBytesWhenLatencyFalls() {
    Shaper shaper = new Shaper(new SplittableRandom(1));
    long earlier = shaper.due(Faults.delayed(Duration.ofMillis(100), Duration.ZERO), 0);

    assertThat(shaper.due(Faults.NONE, 10 * MILLI)).isEqualTo(earlier);
  }

  @Test
  void shouldLetTheRateThroughWhenAskedEveryMillisecondForASecond() {
    Faults narrow = Faults.limited(100_000);
    Shaper shaper = new Shaper(new SplittableRandom(1));
    long left = 0;
    for (long now = 0; now < 1_000 * MILLI; now += MILLI) {
      int allowed = shaper.allowance(narrow, now);
      shaper.left(narrow, allowed, now);
      left += allowed;
    }

    assertThat(left).isBetween(98_000L, 105_000L);
  }

  @Test
  void shouldLetSingleBytesThroughWhenTheRateIsTiny() {
    Faults tiny = Faults.limited(2);
    Shaper shaper = new Shaper(new SplittableRandom(1));

    assertThat(shaper.allowance(tiny, 0)).isEqualTo(1);
    shaper.left(tiny, 1, 0);
    assertThat(shaper.allowance(tiny, 400 * MILLI)).isZero();
    assertThat(shaper.allowance(tiny, 500 * MILLI)).isEqualTo(1);
  }
}
