package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FetchSpreadTest {
  private final FetchSpread spread = new FetchSpread(4);

  @Test
  void shouldUseOneSessionWhenTheBrokerIsNearAndHasNoBacklog() {
    spread.advance(false, 0, 0);

    assertThat(spread.sessions()).isEqualTo(1);
  }

  @Test
  void shouldUseOneSessionWhenNothingIsKnownYet() {
    spread.advance(false, -1, 0);

    assertThat(spread.sessions()).isEqualTo(1);
  }

  @Test
  void shouldUseAllSessionsWhenTheBrokerIsFar() {
    spread.advance(false, 80, 0);

    assertThat(spread.sessions()).isEqualTo(4);
  }

  @Test
  void shouldUseAllSessionsWhileThereIsABacklogAndForSomeSecondsMore() {
    spread.advance(true, 0, 1_000);
    assertThat(spread.sessions()).isEqualTo(4);

    spread.advance(false, 0, 5_900);
    assertThat(spread.sessions()).isEqualTo(4);

    spread.advance(false, 0, 6_100);
    assertThat(spread.sessions()).isEqualTo(1);
  }
}
