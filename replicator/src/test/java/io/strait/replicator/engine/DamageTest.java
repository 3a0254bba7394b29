package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DamageTest {
  private final Damage damage = new Damage();

  @Test
  void shouldFetchEachOfSeveralDamagedBatchesOnceWhenTheyAreFoundInTurn() {
    assertThat(damage.isNew(500)).isTrue();
    assertThat(damage.isNew(400)).isTrue();

    assertThat(damage.isNew(500)).isFalse();
    assertThat(damage.isNew(400)).isFalse();
  }

  @Test
  void shouldForgetABatchWhenTheCopyIsBehindIt() {
    damage.isNew(400);

    damage.passed(400);
    assertThat(damage.isNew(400)).isFalse();

    damage.passed(401);
    assertThat(damage.isNew(400)).isTrue();
  }
}
