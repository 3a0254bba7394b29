package io.strait.migrator.run;

import java.time.Instant;

/**
 * An operator's command.
 *
 * @param id unique; a command is answered once, however often it is sent
 * @param kind what is asked for
 * @param wave for which wave
 * @param at when it was given; an old command is refused, see {@link CommandDesk#STALE_AFTER}
 * @param by who gave it
 */
public record Command(String id, CommandKind kind, String wave, Instant at, String by) {
  /** Refuses a blank id with {@link IllegalArgumentException}. */
  public Command {
    if (id.isBlank()) {
      throw new IllegalArgumentException("command '" + kind + "': its id is blank");
    }
  }
}
