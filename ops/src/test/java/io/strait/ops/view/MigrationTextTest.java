package io.strait.ops.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class MigrationTextTest {
  private final ObjectNode json = MigrationJson.of(Sample.migration());

  @Test
  void shouldSayNotStartedInsteadOfATimeWhenNothingWasJournaled() {
    json.put("state", "PLANNED");

    assertThat(MigrationText.of(json))
        .contains("Wave first: PLANNED, not started")
        .doesNotContain("PLANNED since");
  }

  @Test
  void shouldSayThatNothingIsLeftToDoWhenComplete() {
    json.put("state", "COMPLETED").putArray("next_commands");

    assertThat(MigrationText.of(json)).contains("next        nothing: the migration is complete");
  }

  @Test
  void shouldSayThatNobodyGoesOnAndSinceWhenWritersAreHeld() {
    json.put("note", "no daemon answers").put("writers_held_since", "2026-01-01T00:00:00Z");

    assertThat(MigrationText.of(json))
        .contains("! no daemon answers", "! writers are held since 2026-01-01T00:00:00Z");
  }
}
