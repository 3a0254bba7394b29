package io.strait.migrator.journal;

/**
 * The journal cannot be written or read now and the outcome of the last append is unknown: open it
 * again and replay before doing anything else.
 */
public final class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the migration and what was being done. */
  public JournalUnavailableException(String migration, String doing, Throwable cause) {
    super(
        "migration '"
            + migration
            + "': journal not available while "
            + doing
            + ": "
            + cause.getMessage(),
        cause);
  }
}
