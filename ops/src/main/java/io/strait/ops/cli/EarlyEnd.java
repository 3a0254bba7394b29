package io.strait.ops.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work that cannot be resumed end in order on SIGTERM and Ctrl-C: its thread is interrupted,
 * waited for, and what it made is tidied up.
 *
 * <p>Made by the thread that works, which also says when it is done.
 */
final class EarlyEnd {
  private static final long GRACE_SECONDS = 10;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable tidy;
  private final Thread hook = new Thread(this::onShutdown, "early-end");

  /** The tidying runs in another thread, and only when the process is told to end. */
  EarlyEnd(Runnable tidy) {
    this.tidy = tidy;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void onShutdown() {
    worker.interrupt();
    try {
      ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tidy.run();
  }

  /** The work has ended, in whatever way. */
  void done() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already: the hook tidies up.
    }
  }
}
