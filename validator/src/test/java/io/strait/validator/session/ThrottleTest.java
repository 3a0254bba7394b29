package io.strait.validator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final long SECOND = 1_000_000_000L;

  /** A FAKE clock: resting is what moves it. */
  private final AtomicLong now = new AtomicLong(5 * SECOND);

  private final AtomicBoolean ended = new AtomicBoolean();

  private Throttle throttle(long rate) {
    return new Throttle(rate, now::get, now::addAndGet, ended::get);
  }

  @Test
  void shouldKeepToTheRateOverTime() {
    Throttle throttle = throttle(1_000_000);
    long from = now.get();
    for (int i = 0; i < 1_000; i++) {
      throttle.took(64_000);
    }
    double seconds = (double) (now.get() - from) / SECOND;
    assertThat(seconds).isBetween(62.9, 64.1);
  }

  @Test
  void shouldSaveUpOneSecondAtMost() {
    Throttle throttle = throttle(1_000_000);
    now.addAndGet(100 * SECOND);
    long from = now.get();
    throttle.took(1_000_000);
    assertThat(now.get()).isEqualTo(from);
    throttle.took(1_000_000);
    assertThat(now.get() - from).isEqualTo(SECOND);
  }

  @Test
  void shouldNotHoldBackWithoutARateAndFollowAChange() {
    Throttle throttle = throttle(0);
    long from = now.get();
    throttle.took(1L << 40);
    assertThat(now.get()).isEqualTo(from);
    throttle.rate(1_000);
    throttle.took(3_000);
    assertThat(now.get() - from).isEqualTo(2 * SECOND);
    assertThatThrownBy(() -> throttle.rate(-1)).hasMessageContaining("below 0");
  }

  @Test
  void shouldLetEverybodyGoWhenTheRunIsEnded() {
    Throttle throttle = throttle(10);
    ended.set(true);
    long from = now.get();
    throttle.took(1_000_000);
    assertThat(now.get()).isEqualTo(from);
  }

  @Test
  void shouldReadRatesAndTimesAsPeopleWriteThem() {
    assertThat(Amounts.rate("50MB")).isEqualTo(50_000_000);
    assertThat(Amounts.rate("1.5MiB/s")).isEqualTo(1_572_864);
    assertThat(Amounts.time("10m")).isEqualTo(Duration.ofMinutes(10));
    for (String wrong : new String[] {"50", "MB", "-1MB", "0MB", "50 mb/h"}) {
      assertThatThrownBy(() -> Amounts.rate(wrong)).hasMessageContaining("'" + wrong + "'");
    }
    for (String wrong : new String[] {"10", "0s", "1d", "-5m"}) {
      assertThatThrownBy(() -> Amounts.time(wrong)).hasMessageContaining("'" + wrong + "'");
    }
  }

  @Test
  void shouldEndARunWhenItsTimeIsUpAndNeverAfterItIsClosed() throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    TimeBox box = TimeBox.of(Optional.of(Duration.ofMillis(20)), why -> up.countDown());
    assertThat(up.await(10, TimeUnit.SECONDS)).isTrue();
    box.close();
    AtomicBoolean told = new AtomicBoolean();
    TimeBox.of(Optional.of(Duration.ofHours(1)), why -> told.set(true)).close();
    assertThat(told).isFalse();
  }
}
