package io.strait.ops.flow;

/** A change that cannot be made as asked; the message says why and what would be right. */
public final class FlowRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Carries the reason. */
  public FlowRefused(String message) {
    super(message);
  }
}
