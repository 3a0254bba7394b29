package io.strait.validator.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.LogBounds;
import org.junit.jupiter.api.Test;

class ClipTest {
  private static final LogBounds TARGET = new LogBounds(0, 900, 900);

  @Test
  void shouldCallTheSourceTruncatedWhenItStillHasSomeOfTheRange() {
    assertThat(code(new OffsetRange(500, 800), 600)).isEqualTo(FindingCode.TRUNCATED_SOURCE);
    assertThat(code(new OffsetRange(0, 800), 1)).isEqualTo(FindingCode.TRUNCATED_SOURCE);
    assertThat(code(new OffsetRange(500, 800), 500)).isEqualTo(FindingCode.TRUNCATED_SOURCE);
  }

  @Test
  void shouldCallTheSourceResetWhenItHasNothingOfTheRange() {
    assertThat(code(new OffsetRange(500, 800), 20)).isEqualTo(FindingCode.RESET_SOURCE);
    assertThat(code(new OffsetRange(0, 800), 0)).isEqualTo(FindingCode.RESET_SOURCE);
  }

  private static FindingCode code(OffsetRange demanded, long end) {
    LogBounds source = new LogBounds(0, end, end);
    return Clip.sealed(demanded, source, TARGET, OffsetRelation.EXACT).gaps().stream()
        .reduce((first, last) -> last)
        .orElseThrow()
        .code();
  }
}
