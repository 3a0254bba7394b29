package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SuspicionTest {
  private final Suspicion suspicion = new Suspicion();

  private boolean seen(Halt.Cause cause, long now) {
    return suspicion.isConfirmedBy(new Halt(cause, "read at " + now), now);
  }

  @Test
  void shouldBelieveWhatReadingAfterReadingSays() {
    assertThat(seen(Halt.Cause.TARGET_AHEAD, 10)).isFalse();
    assertThat(seen(Halt.Cause.TARGET_AHEAD, 1_000)).isFalse();
    assertThat(seen(Halt.Cause.TARGET_AHEAD, 2_900)).as("too early").isFalse();
    assertThat(seen(Halt.Cause.TARGET_AHEAD, 3_100)).isTrue();
  }

  @Test
  void shouldNotBelieveTwoReadingsHoweverFarApart() {
    assertThat(seen(Halt.Cause.TARGET_AHEAD, 0)).isFalse();
    assertThat(seen(Halt.Cause.TARGET_AHEAD, 60_000)).as("the process was stopped").isFalse();
  }

  @Test
  void shouldBeginAnewWhenAReadingSaysSomethingElse() {
    seen(Halt.Cause.TARGET_AHEAD, 0);
    seen(Halt.Cause.TARGET_AHEAD, 1_000);
    suspicion.clear();
    assertThat(seen(Halt.Cause.TARGET_AHEAD, 5_000)).isFalse();
    assertThat(seen(Halt.Cause.UNPROVABLE, 6_000)).isFalse();
    assertThat(seen(Halt.Cause.UNPROVABLE, 8_000)).isFalse();
    assertThat(seen(Halt.Cause.UNPROVABLE, 9_000)).isTrue();
  }
}
