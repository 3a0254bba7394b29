package io.strait.replicator.registry;

import io.strait.replicator.cluster.FaultKind;

/** A registry did not do what it was asked: says which, during what, why, and what to do next. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FaultKind kind;
  private final int status;
  private final int code;

  /**
   * @param status HTTP status, 0 if there was no answer
   * @param code the registry's own error code, 0 if it gave none
   */
  RegistryException(FaultKind kind, int status, int code, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
    this.code = code;
  }

  /** An answer of 200 that was not true. */
  static RegistryException notStored(RegistrySpec spec, String doing) {
    return new RegistryException(
        FaultKind.RETRIABLE,
        200,
        0,
        spec
            + ", while "
            + doing
            + ": it answered 200, but does not have the schema when asked; look at its log and its"
            + " storage",
        null);
  }

  /** What to do about it. */
  public FaultKind kind() {
    return kind;
  }

  /** HTTP status, 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** The registry's own error code, for example 40403; 0 if it gave none. */
  public int code() {
    return code;
  }
}
