package io.strait.replicator.wire;

/** A batch that cannot be decoded. */
final class DamagedBatch extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedBatch(String why) {
    super(why);
  }

  DamagedBatch(String why, Throwable cause) {
    super(why + ": " + cause, cause);
  }
}
