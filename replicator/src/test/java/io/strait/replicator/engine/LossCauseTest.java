package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.progress.GapCause;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LossCauseTest {
  private static final long NOW = 1_000_000;
  private static final long KEPT = 100_000;
  private static final OptionalLong OLD = OptionalLong.of(NOW - KEPT - 1);
  private static final OptionalLong YOUNG = OptionalLong.of(NOW - KEPT + 1);
  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void shouldBlameRetentionWhenWhatIsLeftIsTooOldAlready() {
    assertThat(judge(KEPT, -1, OLD, OLD)).isEqualTo(GapCause.RETENTION_OVERRUN);
  }

  @Test
  void shouldBlameDeleteRecordsWhenRetentionCannotHaveDoneIt() {
    assertThat(judge(-1, -1, OLD, YOUNG)).isEqualTo(GapCause.RECORDS_DELETED);
    assertThat(judge(KEPT, -1, YOUNG, YOUNG)).isEqualTo(GapCause.RECORDS_DELETED);
    assertThat(judge(KEPT, -1, YOUNG, NONE)).isEqualTo(GapCause.RECORDS_DELETED);
    SourceSettings compacted = new SourceSettings(false, true, KEPT, 1, KEPT);
    assertThat(LossCause.of(Optional.of(compacted), OLD, OLD, NOW).cause())
        .isEqualTo(GapCause.RECORDS_DELETED);
  }

  @Test
  void shouldSaySoWhenItCannotBeTold() {
    assertThat(judge(KEPT, -1, OLD, YOUNG)).isEqualTo(GapCause.RETENTION_OR_DELETE);
    assertThat(judge(KEPT, -1, NONE, NONE)).isEqualTo(GapCause.RETENTION_OR_DELETE);
    assertThat(judge(-1, 10, YOUNG, YOUNG)).isEqualTo(GapCause.RETENTION_OR_DELETE);
    assertThat(LossCause.of(Optional.empty(), OLD, OLD, NOW).cause())
        .isEqualTo(GapCause.RETENTION_OR_DELETE);
  }

  private static GapCause judge(long millis, long bytes, OptionalLong last, OptionalLong first) {
    SourceSettings settings = new SourceSettings(true, false, millis, bytes, KEPT);
    return LossCause.of(Optional.of(settings), last, first, NOW).cause();
  }
}
