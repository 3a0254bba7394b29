package io.strait.migrator.run;

import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * What the runner answered to a command.
 *
 * @param id the command's id
 * @param accepted whether it follows it
 * @param why the rule that refused it, or a short confirmation
 * @param at when it answered
 */
public record CommandAnswer(String id, boolean accepted, String why, Instant at) {
  static Optional<CommandAnswer> in(JournalEntry entry, String id) {
    if (entry.kind() != EntryKind.COMMAND || !entry.data().path("id").asText().equals(id)) {
      return Optional.empty();
    }
    return Optional.of(
        new CommandAnswer(
            id,
            entry.data().path("accepted").asBoolean(),
            entry.data().path("why").asText(),
            entry.at()));
  }
}
