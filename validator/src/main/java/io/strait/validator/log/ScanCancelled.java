package io.strait.validator.log;

/** Somebody asked the scan to end early; never leaves the scan. */
public final class ScanCancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScanCancelled() {
    super("the scan was cancelled");
  }
}
