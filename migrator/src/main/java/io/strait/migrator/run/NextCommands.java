package io.strait.migrator.run;

import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.gate.Gate;
import io.strait.migrator.step.Facts;
import java.util.List;

/** Which commands make sense in which state. Pure. */
final class NextCommands {
  private NextCommands() {}

  static List<CommandKind> in(Facts facts) {
    return switch (facts.state().name()) {
      case PLANNED -> facts.started() ? List.of() : List.of(CommandKind.START);
      case HALTED -> List.of(CommandKind.START);
      case READY -> List.of(CommandKind.SWITCH);
      case SOAKING -> List.of(CommandKind.ROLLBACK, CommandKind.COMPLETE);
      case ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED, REVERSE_ARMED ->
          List.of(CommandKind.ABORT);
      case PREPARED, MIRRORING, VERIFYING, SWITCHING, SWITCHED, COMPLETED, ABORTING -> List.of();
    };
  }

  /** The gates of the command that this state leads up to. */
  static List<Gate> gates(CutoverState state) {
    return switch (state.name()) {
      case PREPARED, MIRRORING, VERIFYING, READY -> Gate.FOR_SWITCH;
      case SOAKING -> Gate.FOR_ROLLBACK;
      case PLANNED, ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED, REVERSE_ARMED -> List.of();
      case SWITCHING, SWITCHED, COMPLETED, ABORTING, HALTED -> List.of();
    };
  }
}
