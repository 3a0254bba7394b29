package io.strait.ops.runbook;

/** A runbook cannot be read or lacks a variable; says where and what to do. */
public final class RunbookException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says where and what to do. */
  public RunbookException(String message) {
    super(message);
  }
}
