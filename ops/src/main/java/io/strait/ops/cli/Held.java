package io.strait.ops.cli;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalEntry;
import io.strait.ops.view.NextStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Since when a journal says that writers are held. Pure. */
final class Held {
  private Held() {}

  /** When the switch that is open at the journal's end began to hold; empty if none is open. */
  static Optional<Instant> since(List<JournalEntry> entries) {
    Optional<Instant> since = Optional.empty();
    for (JournalEntry entry : entries) {
      if (entry.kind() == EntryKind.STATE) {
        StateName state = NextStep.state(entry.state());
        since =
            NextStep.holdsWriters(state)
                ? since.or(() -> Optional.of(entry.at()))
                : Optional.empty();
      }
    }
    return since;
  }
}
