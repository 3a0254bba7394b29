package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouteBoardTest {
  private static Route route(String wave, long epoch, Authority authority) {
    return new Route(wave, epoch, authority, "east", "west");
  }

  @Test
  void shouldLetTheHighestEpochWinWhateverTheOrder() {
    RouteBoard board = new RouteBoard("w");
    assertThat(board.best()).isEmpty();
    assertThat(board.offer(route("w", 2, Authority.NONE))).isTrue();
    assertThat(board.offer(route("w", 1, Authority.SOURCE))).isFalse();
    assertThat(board.offer(route("w", 2, Authority.TARGET))).isFalse();
    assertThat(board.offer(route("other", 9, Authority.TARGET))).isFalse();
    assertThat(board.best()).contains(route("w", 2, Authority.NONE));
    assertThat(board.offer(route("w", 4, Authority.TARGET))).isTrue();
    assertThat(board.best()).contains(route("w", 4, Authority.TARGET));
  }
}
