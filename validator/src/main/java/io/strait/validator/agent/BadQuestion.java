package io.strait.validator.agent;

/** What was sent cannot be understood; says which field and what it must be. */
final class BadQuestion extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadQuestion(String message) {
    super(message);
  }
}
