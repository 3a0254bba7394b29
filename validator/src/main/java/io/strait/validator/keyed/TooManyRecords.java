package io.strait.validator.keyed;

/** What cannot be held in memory even alone is not judged, and that is said. */
final class TooManyRecords extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyRecords(String message) {
    super(message);
  }
}
