package io.strait.ops.cli;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.run.CommandKind;
import io.strait.ops.view.NextStep;

/** Says why a command was refused, in the operator's words. Pure. */
final class Refusals {
  /** Runners name their internal event when a state does not allow a command. */
  private static final String WRONG_STATE = " is not possible in ";

  private Refusals() {}

  /** The runner's own words, unless they are about its internal events. */
  static String text(String wave, CommandKind kind, String label, String why) {
    if (!why.contains(WRONG_STATE)) {
      return why;
    }
    StateName state = NextStep.state(label);
    return kind.word()
        + " needs "
        + NextStep.neededBy(kind)
        + "; wave '"
        + wave
        + "' is "
        + label
        + "; next: "
        + NextStep.in(state);
  }
}
