package io.strait.ops.flow;

import java.time.Duration;

/** How far a topic has been read by whoever follows it, and a way to wait for it. Any thread. */
public final class ReadMark {
  private long readTo = -1;

  /** Everything before this offset is known; -1: nothing, because it is read again. */
  public synchronized void readTo(long offset) {
    readTo = offset;
    notifyAll();
  }

  /** Waits until everything before this offset is known; says whether it came so far. */
  public synchronized boolean await(long offset, Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (readTo < offset) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return true;
  }
}
