package io.strait.client;

/**
 * Wakes one waiting thread up when something it looks at has changed; a signal raised between
 * looking and waiting is not lost. Safe for use by several threads.
 */
final class Signal {
  private long raised;

  /** Says that something has changed. */
  synchronized void raise() {
    raised++;
    notifyAll();
  }

  /** How often it was raised: to be read before looking. */
  synchronized long count() {
    return raised;
  }

  /** Returns when it was raised more often than {@code seen} or when the time is over. */
  synchronized void awaitAfter(long seen, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (raised == seen) {
      long left = (end - System.nanoTime() + 999_999) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }
}
