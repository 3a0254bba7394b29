package io.strait.sandbox.release;

import java.io.IOException;

/** A bundle could not be obtained; the message says which, why, and how to get it. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
