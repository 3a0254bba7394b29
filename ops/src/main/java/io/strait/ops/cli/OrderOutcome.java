package io.strait.ops.cli;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.run.CommandKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether an accepted command has come to its end, judged by the states that followed it. Pure. */
enum OrderOutcome {
  /** It is where it should be. */
  REACHED,
  /** It was taken back or halted. */
  MISSED,
  /** It is on its way. */
  UNDER_WAY;

  private static final Set<StateName> BEFORE =
      EnumSet.of(StateName.MIRRORING, StateName.VERIFYING, StateName.READY);

  /** Judges the states entered since the command was accepted, oldest first. */
  static OrderOutcome of(CommandKind kind, List<StateName> states) {
    boolean aborted = kind != CommandKind.ABORT && states.contains(StateName.ABORTING);
    if (states.contains(StateName.HALTED) || aborted && hasLeftAborting(states)) {
      return MISSED;
    }
    boolean reached =
        !aborted
            && switch (kind) {
              case START -> states.contains(StateName.READY);
              case SWITCH -> states.contains(StateName.SOAKING);
              case ROLLBACK -> states.stream().anyMatch(BEFORE::contains);
              case COMPLETE -> states.contains(StateName.COMPLETED);
              case ABORT -> hasLeftAborting(states);
            };
    return reached ? REACHED : UNDER_WAY;
  }

  /** The word for a state in a journal's label, which says {@code REVERSING.} on the way back. */
  static StateName name(String label) {
    return StateName.valueOf(label.substring(label.lastIndexOf('.') + 1));
  }

  private static boolean hasLeftAborting(List<StateName> states) {
    return states.lastIndexOf(StateName.ABORTING) >= 0
        && states.lastIndexOf(StateName.ABORTING) < states.size() - 1;
  }
}
