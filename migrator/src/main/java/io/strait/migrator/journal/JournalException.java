package io.strait.migrator.journal;

/**
 * The journal cannot be used: a broken chain, an unknown version or kind, or copies that contradict
 * each other. Never passes by itself; a human has to look.
 */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what is wrong, where, and what to do next. */
  public JournalException(String message) {
    super(message);
  }
}
