package io.strait.migrator.journal;

/** Another runner has opened the journal: this one must stop and touch nothing any more. */
public final class JournalFencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the migration. */
  public JournalFencedException(String migration, Throwable cause) {
    super("migration '" + migration + "': another runner has taken over; this one stops", cause);
  }
}
