package io.strait.validator.keyed;

/** A log was cleaned between two readings of the same range: the judgement begins anew. */
final class LogMoved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogMoved(String message) {
    super(message);
  }
}
