package io.strait.ops.view;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.run.CommandKind;

/** What an operator may do in which state, in the words of the command line. Pure. */
public final class NextStep {
  private NextStep() {}

  /** Completes "next: ". */
  public static String in(StateName state) {
    return switch (state) {
      case PLANNED, HALTED -> "strait migrate start";
      case PREPARED, MIRRORING, VERIFYING ->
          "wait until it is READY ('strait migrate start' waits for that)";
      case READY -> "strait migrate switch";
      case ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED, REVERSE_ARMED ->
          "wait, or strait migrate abort";
      case SWITCHING, SWITCHED, ABORTING -> "wait; it goes on by itself";
      case SOAKING -> "strait migrate rollback, strait migrate complete";
      case COMPLETED -> "nothing: the migration is complete";
    };
  }

  /** Completes "complete needs ". */
  public static String neededBy(CommandKind kind) {
    return switch (kind) {
      case START -> "the state PLANNED or HALTED";
      case SWITCH -> "the state READY";
      case ROLLBACK, COMPLETE -> "the state SOAKING";
      case ABORT -> "a switch that is under way and not decided";
    };
  }

  /** Whether writers are told to hold in this state. */
  public static boolean holdsWriters(StateName state) {
    return switch (state) {
      case ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED, REVERSE_ARMED, SWITCHING, ABORTING -> true;
      case PLANNED, PREPARED, MIRRORING, VERIFYING, READY -> false;
      case SWITCHED, SOAKING, COMPLETED, HALTED -> false;
    };
  }

  /** The state behind a label, which says {@code REVERSING.} on the way back. */
  public static StateName state(String label) {
    return StateName.valueOf(label.substring(label.lastIndexOf('.') + 1));
  }
}
