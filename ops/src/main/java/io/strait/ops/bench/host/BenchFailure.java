package io.strait.ops.bench.host;

/** A run that gives no figure; the message says why in the operator's words. */
public final class BenchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Fails for a reason. */
  public BenchFailure(String message) {
    super(message);
  }

  /** Fails for a reason that has a cause. */
  public BenchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
