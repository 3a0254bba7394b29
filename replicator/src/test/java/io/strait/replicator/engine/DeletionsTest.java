package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DeletionsTest {
  private static final int ROOM = 1_000;
  private final Deletions deletions = new Deletions();

  @Test
  void shouldForgetOnlyWhatIsOnTheTarget() {
    deletions.load(keys(5), 100, 100);

    assertThat(deletions.take(3, ROOM, 40)).hasSize(3);
    assertThat(deletions.stored()).isTrue();
    assertThat(deletions.pending()).isEqualTo(2);
    assertThat(deletions.stored()).isFalse();
    assertThat(deletions.written()).isEqualTo(3);
  }

  @Test
  void shouldSendAgainWhatDidNotArriveAndNotWhatDid() {
    deletions.load(keys(5), 100, 100);
    List<byte[]> first = deletions.take(3, ROOM, 40);

    deletions.settle(40);
    assertThat(deletions.take(3, ROOM, 40)).isEqualTo(first);
    deletions.settle(43);

    assertThat(deletions.pending()).isEqualTo(2);
    deletions.settle(43);
    assertThat(deletions.pending()).isEqualTo(2);
  }

  @Test
  void shouldTakeAtLeastOneHoweverLargeAndNoMoreThanThereIsRoomFor() {
    deletions.load(List.of(new byte[2_000], new byte[10], new byte[10]), 100, 100);

    assertThat(deletions.take(5, ROOM, 0)).hasSize(1);
    deletions.stored();
    assertThat(deletions.take(1, ROOM, 1)).hasSize(1);
    deletions.stored();
    assertThat(deletions.take(9, ROOM, 2)).hasSize(1);
    deletions.stored();
    assertThat(deletions.isPending()).isFalse();
  }

  private static List<byte[]> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> new byte[] {(byte) i}).toList();
  }
}
