package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.migrator.journal.Draft;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.journal.JournalException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A journal is believed only if it tells of what the machine permits. */
class HistoryTest {
  private final History history = new History("east", "west");

  @Test
  void shouldRefuseATransitionThatTheMachineDoesNotPermit() {
    assertThatThrownBy(() -> history.apply(state("TargetPrepared", "SWITCHED")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("entry 7: TargetPrepared does not lead from PLANNED to SWITCHED");
  }

  @Test
  void shouldFollowAPermittedOne() {
    history.apply(state("TargetPrepared", "PREPARED"));
    assertThat(history.facts().state().label()).isEqualTo("PREPARED");
    assertThat(history.facts().since()).isEqualTo(Instant.EPOCH);
  }

  private static JournalEntry state(String event, String to) {
    Draft draft = new Draft(EntryKind.STATE, to, "", JournalCodec.data().put("event", event));
    return JournalCodec.chained(draft, "wave-1", 7, 1, Instant.EPOCH, JournalEntry.GENESIS);
  }
}
