package io.strait.sandbox;

/** A sandbox cluster could not do what was asked; the message says where and what to do next. */
public final class SandboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
