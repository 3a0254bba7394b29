package io.strait.migrator.run;

import io.strait.migrator.gate.GateResult;
import io.strait.migrator.step.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A migration as it is shown; immutable.
 *
 * @param wave name of the wave
 * @param state label of the state
 * @param since when it came to that state
 * @param at when this view was made
 * @param epoch the runner's epoch, 0 if no runner has ever opened the journal
 * @param journalEntries how many entries the journal has
 * @param secondCopyLag entries that the second copy lacks; -1 in a view made from the journal alone
 * @param outcomes the last outcomes of steps, oldest first
 * @param gates what the gates of the next command say; empty in a view made from the journal alone
 * @param nextCommands what may be asked for now
 * @param rollbackPrice what going back now would cost; only while soaking and only from a runner
 * @param switches all decided switches with their write pauses, oldest first
 * @param problem what the migration waits for or why it does not run
 */
public record MigrationView(
    String wave,
    String state,
    Instant since,
    Instant at,
    long epoch,
    long journalEntries,
    long secondCopyLag,
    List<Facts.Outcome> outcomes,
    List<GateResult> gates,
    List<CommandKind> nextCommands,
    Optional<RollbackPrice> rollbackPrice,
    List<Facts.Switch> switches,
    Optional<String> problem) {
  /** Keeps copies. */
  public MigrationView {
    outcomes = List.copyOf(outcomes);
    gates = List.copyOf(gates);
    nextCommands = List.copyOf(nextCommands);
    switches = List.copyOf(switches);
  }

  /**
   * What must be copied back before the source can take over.
   *
   * @param records written on the target and not yet on the source; -1 while not known
   * @param delayMillis age of the newest copied record when it arrived; -1 before the first
   */
  public record RollbackPrice(long records, long delayMillis) {}
}
