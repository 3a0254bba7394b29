package io.strait.replicator.offsets;

/** Stored offsets cannot be understood: damaged, or written by a later release. */
public final class CorruptOffsets extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptOffsets(String what) {
    super("stored offset map: " + what);
  }

  CorruptOffsets(String what, Throwable cause) {
    super("stored offset map: " + what, cause);
  }
}
