package io.strait.validator.agent;

/** So much differs that moving the fingerprints would cost more than was allowed. */
final class TooDifferent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long at;

  TooDifferent(long offset) {
    super("the fingerprints that may be moved are spent");
    this.at = offset;
  }

  /** The offset that was to be read next. */
  long at() {
    return at;
  }
}
