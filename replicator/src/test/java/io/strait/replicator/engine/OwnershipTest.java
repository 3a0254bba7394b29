package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OwnershipTest {
  private long nanos = Long.MAX_VALUE - 5;
  private final Ownership ownership = new Ownership(Duration.ofSeconds(6), () -> nanos);

  @Test
  void shouldAlwaysHoldWhenNobodyAsksForALease() {
    nanos += Duration.ofHours(1).toNanos();

    assertThat(ownership.holds()).isTrue();
  }

  @Test
  void shouldEndByItselfWhenTheProcessWasStopped() {
    long asked = ownership.now();
    nanos += Duration.ofMillis(100).toNanos();
    ownership.renewed(asked);
    assertThat(ownership.holds()).isTrue();

    nanos += Duration.ofMillis(1_900).toNanos();

    assertThat(ownership.holds()).isFalse();
  }

  @Test
  void shouldNotHoldWhenTheProcessWasStoppedWhileItAsked() {
    long asked = ownership.now();
    nanos += Duration.ofSeconds(10).toNanos();
    ownership.renewed(asked);

    assertThat(ownership.holds()).isFalse();
  }
}
