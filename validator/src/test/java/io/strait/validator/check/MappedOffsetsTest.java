package io.strait.validator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.validator.check.MappedOffsets.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappedOffsetsTest {
  /** Source 100 to 109 is 0 to 9; 110 and 111 have no image; the target's 10 to 14 no original. */
  private final MappedOffsets map =
      new MappedOffsets(List.of(new Piece(100, 0, 10), new Piece(112, 15, Long.MAX_VALUE)));

  @Test
  void shouldTranslateWhenAnImageIsClaimed() {
    assertThat(map.toTarget(100)).isEqualTo(0);
    assertThat(map.toTarget(109)).isEqualTo(9);
    assertThat(map.toTarget(112)).isEqualTo(15);
    assertThat(map.toTarget(1_112)).isEqualTo(1_015);
    assertThat(map.toSource(9)).isEqualTo(109);
    assertThat(map.toSource(20)).isEqualTo(117);
  }

  @Test
  void shouldGoToTheNextWhenNoneIs() {
    assertThat(map.toTarget(0)).isEqualTo(0);
    assertThat(map.toTarget(110)).isEqualTo(15);
    assertThat(map.toTarget(111)).isEqualTo(15);
    assertThat(map.toSource(10)).isEqualTo(112);
    assertThat(map.toSource(14)).isEqualTo(112);
  }

  @Test
  void shouldStayAtTheEndWhenNothingFollows() {
    MappedOffsets ended = new MappedOffsets(List.of(new Piece(5, 2, 3)));

    assertThat(ended.toTarget(99)).isEqualTo(5);
    assertThat(ended.toSource(99)).isEqualTo(8);
  }

  @Test
  void shouldGrowInBothDirections() {
    for (long offset = 0; offset < 200; offset++) {
      assertThat(map.toTarget(offset + 1)).isGreaterThanOrEqualTo(map.toTarget(offset));
      assertThat(map.toSource(offset + 1)).isGreaterThanOrEqualTo(map.toSource(offset));
      assertThat(map.inverse().toSource(offset)).isEqualTo(map.toTarget(offset));
    }
  }

  @Test
  void shouldRefusePiecesThatOverlap() {
    assertThatThrownBy(() -> new MappedOffsets(List.of(new Piece(0, 0, 10), new Piece(9, 20, 1))))
        .hasMessageContaining("begin before its end");
    assertThatThrownBy(() -> new MappedOffsets(List.of(new Piece(0, 0, 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
