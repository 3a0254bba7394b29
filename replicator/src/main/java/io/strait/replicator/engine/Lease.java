package io.strait.replicator.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Agreement on who runs a link. One thread. */
interface Lease extends AutoCloseable {
  /**
   * Takes part in the agreement for up to {@code wait} and says whether this process owns the link.
   * When it loses the link, the loss handler ran before this returns.
   */
  boolean poll(Duration wait);

  /** Gives the link up at once, so that another may take it without waiting. */
  @Override
  void close();

  /** Everybody is an owner: only compare-and-append keeps two of them apart. */
  static Lease none() {
    return new Lease() {
      @Override
      public boolean poll(Duration wait) {
        LockSupport.parkNanos(wait.toNanos());
        return true;
      }

      @Override
      public void close() {
        // Nothing was agreed.
      }
    };
  }
}
