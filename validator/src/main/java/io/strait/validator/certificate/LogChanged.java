package io.strait.validator.certificate;

/** Two readings of one range differ: a cleaner, retention or somebody else was at work. */
final class LogChanged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogChanged() {
    super("the log changed between two readings");
  }
}
