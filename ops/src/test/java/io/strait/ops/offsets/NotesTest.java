package io.strait.ops.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.engine.LogPeek.Held;
import io.strait.replicator.engine.LogPeek.Peeked;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class NotesTest {
  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

  /** Source offsets 40 to 49 have no counterpart; the copy has reached 190. */
  private static final PairedLogs LOGS =
      PairedLogs.of(PARTITION, PARTITION, OffsetMap.equalOffsets().with(40, 50), 0, 200, 20, 180);

  @Test
  void shouldSayNothingAboutARecordThatIsOnBothSides() {
    assertThat(forward(100, Held.RECORD, Held.RECORD, true, Optional.empty())).isEmpty();
  }

  @Test
  void shouldSayThatARecordIsNotCopiedYet() {
    assertThat(forward(195, Held.RECORD, Held.NO_DATA, false, Optional.empty()))
        .contains("not copied yet", "source offset 190", "ends at 180");
  }

  @Test
  void shouldTellWhatWasLeftOutFromWhatIsLost() {
    Gap lost =
        new Gap(
            PARTITION,
            PARTITION,
            Uuid.ZERO_UUID,
            40,
            50,
            GapCause.RETENTION_OVERRUN,
            Instant.EPOCH,
            "the source deleted them first");

    assertThat(forward(45, Held.RECORD, Held.NO_DATA, false, Optional.empty()))
        .contains("left out: by the link's filters");
    assertThat(forward(45, Held.DELETED, Held.NO_DATA, false, Optional.of(lost)))
        .contains("gap ledger: retention overrun [40, 50): the source deleted them first");
  }

  @Test
  void shouldSayWhatAReaderSkips() {
    assertThat(forward(5, Held.RECORD, Held.DELETED, true, Optional.empty()))
        .contains("log begins behind it", "skips offsets 5 to 19");
    assertThat(forward(201, Held.NOT_WRITTEN, Held.NO_DATA, false, Optional.empty()))
        .contains("behind the log's end 200");
  }

  @Test
  void shouldNameForeignRecordsOfTheTarget() {
    String note =
        new Notes(
                true,
                LOGS,
                new Peeked(Held.RECORD, Optional.empty()),
                new Peeked(Held.NO_DATA, Optional.empty()),
                false,
                Optional.empty(),
                LOGS.toSource(60))
            .text("", 60, false);

    assertThat(note).contains("did not come from the source's log as it is now");
  }

  private static String forward(
      long offset, Held held, Held other, boolean paired, Optional<Gap> gap) {
    return new Notes(
            false,
            LOGS,
            new Peeked(held, Optional.empty()),
            new Peeked(other, Optional.empty()),
            paired,
            gap,
            LOGS.toTarget(offset))
        .text("", offset, false);
  }
}
