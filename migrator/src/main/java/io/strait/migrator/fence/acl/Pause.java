package io.strait.migrator.fence.acl;

import java.time.Duration;

/** How to wait between two looks; a test lets a virtual clock jump instead. */
@FunctionalInterface
public interface Pause {
  /**
   * Waits about that long.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  void of(Duration duration) throws InterruptedException;
}
