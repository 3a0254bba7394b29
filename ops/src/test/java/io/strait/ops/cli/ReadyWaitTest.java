package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.run.CommandKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyWaitTest {
  @ParameterizedTest
  @CsvSource({
    "START,  PREPARED,  resume is not possible,      true",
    "START,  READY,     'accepted, already started', true",
    "START,  PLANNED,   it has been started already, true",
    "START,  PLANNED,   the plan is blocked,         false",
    "START,  SOAKING,   resume is not possible,      false",
    "SWITCH, READY,     gate,                        false",
  })
  void shouldTakeARepeatedStartForAWaitWhateverTheRunnerAnswers(
      CommandKind kind, String state, String why, boolean repeated) {
    assertThat(ReadyWait.isRepeatedStart(kind, entry(EntryKind.COMMAND, state, why, 0)))
        .isEqualTo(repeated);
  }

  @Test
  void shouldSaySinceWhenWritersAreHeldWhenASwitchIsOpen() {
    List<JournalEntry> open =
        List.of(
            entry(EntryKind.STATE, "READY", "", 1),
            entry(EntryKind.STATE, "ARMED", "", 2),
            entry(EntryKind.STATE, "FENCING", "", 3));

    assertThat(Held.since(open)).contains(Instant.ofEpochSecond(2));
  }

  @Test
  void shouldHoldNobodyWhenTheLastSwitchIsOver() {
    List<JournalEntry> over =
        List.of(
            entry(EntryKind.STATE, "REVERSING.ARMED", "", 2),
            entry(EntryKind.STATE, "REVERSING.SWITCHED", "", 3));

    assertThat(Held.since(over)).isEmpty();
  }

  private static JournalEntry entry(EntryKind kind, String state, String why, long second) {
    return new JournalEntry(
        1,
        "first",
        second,
        1,
        Instant.ofEpochSecond(second),
        kind,
        state,
        "",
        new JsonMapper().createObjectNode().put("why", why),
        "",
        "");
  }
}
