package io.strait.ops.offsets;

/** A question cannot be answered; the message says why and what to do. */
public final class OffsetsUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OffsetsUnknown(String message) {
    super(message);
  }
}
