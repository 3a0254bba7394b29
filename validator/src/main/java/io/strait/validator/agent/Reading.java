package io.strait.validator.agent;

import io.strait.validator.log.Pace;

/** Told how far a reader is. Called by one thread. */
@FunctionalInterface
public interface Reading {
  /**
   * After each record, or now and then where an agent reads.
   *
   * @param records read so far
   * @param bytes of their keys, values and headers so far
   * @throws RuntimeException to end the reading early
   */
  void at(long records, long bytes);

  /** The same, held back to a pace; it pays now and then, so it may be ahead by 64 KiB. */
  default Reading at(Pace pace) {
    return new Reading() {
      private static final long PORTION = 1 << 16;
      private long paid;

      @Override
      public void at(long records, long bytes) {
        Reading.this.at(records, bytes);
        if (bytes - paid >= PORTION) {
          pace.took(bytes - paid);
          paid = bytes;
        }
      }
    };
  }
}
