package io.strait.validator.records;

/** Somebody asked the scan to end early; never leaves {@link LinkScan}. */
final class ScanCancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScanCancelled() {
    super("the scan was cancelled");
  }
}
