package io.strait.migrator.journal;

/** What an entry is about. A reader refuses a kind it does not know. */
public enum EntryKind {
  /** The plan as it was when the migration was first opened. */
  PLAN,
  /** A runner opened the journal; its epoch is the entry's. */
  RUNNER,
  /** An operator's command and whether it was accepted. */
  COMMAND,
  /** A step is about to act. */
  INTENT,
  /** What the step's check of the clusters said. */
  OUTCOME,
  /** The migration moved from one state to the next. */
  STATE,
  /** Something worth knowing that decides nothing. */
  NOTE
}
