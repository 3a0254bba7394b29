package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.journal.JournalException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Evidence survives the journal. */
class StateCodecTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.5Z");

  @ParameterizedTest
  @EnumSource(Direction.class)
  void shouldReadBackTheEvidenceOfASwitch(Direction direction) {
    Frontier frontier = Frontier.of(Map.of(new TopicPartition("flights-eu", 12), 7L));
    CutoverState.Seal seal =
        new CutoverState.Seal(
            new CutoverState.Hold(new CutoverState.Course(direction, "c1"), AT), frontier);
    assertReadBack(new CutoverState.TailProved(seal, 42));
    assertReadBack(new CutoverState.Switched(seal, AT, AT.plusMillis(7)));
    assertReadBack(new CutoverState.Aborting(seal.hold().course(), "why", true));
    assertReadBack(new CutoverState.Halted(direction, "why"));
    assertReadBack(new CutoverState.Ready(AT, frontier));
    assertReadBack(new CutoverState.Soaking(AT));
  }

  @Test
  void shouldRefuseAnUnknownState() {
    assertThatThrownBy(() -> StateCodec.decode("DANCING", JournalCodec.data()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("state 'DANCING' in the journal is not known here");
  }

  private static void assertReadBack(CutoverState state) {
    assertThat(StateCodec.decode(state.label(), StateCodec.encode(state))).isEqualTo(state);
  }
}
