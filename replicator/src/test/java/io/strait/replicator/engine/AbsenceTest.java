package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AbsenceTest {
  @Test
  void shouldLastWhenEveryAnswerForLongLacksTheTopic() {
    Absence absence = Absence.from(0);
    for (long now = 3_000; now <= 18_000; now += 3_000) {
      absence = absence.again(now);
      assertThat(absence.isLasting()).isFalse();
    }

    assertThat(absence.again(21_000).isLasting()).isTrue();
  }

  @Test
  void shouldNotLastWhenNobodyWasAskedInBetween() {
    Absence absence = Absence.from(0).again(100).again(200).again(300);

    Absence afterwards = absence.again(25_000);

    assertThat(afterwards.isLasting()).as("the process was stopped for 20 s").isFalse();
    assertThat(afterwards.again(28_000).isLasting()).isFalse();
  }
}
