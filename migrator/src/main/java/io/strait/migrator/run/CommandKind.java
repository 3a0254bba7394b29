package io.strait.migrator.run;

import java.util.Locale;

/** What an operator may ask for. */
public enum CommandKind {
  /** Begin to mirror; after a halt, go on. */
  START,
  /** Move the authority to the target. */
  SWITCH,
  /** Move the authority back to the source. */
  ROLLBACK,
  /** Give up the way back. */
  COMPLETE,
  /** Take a switch back before its decision. */
  ABORT;

  /** The word in commands and journals. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
