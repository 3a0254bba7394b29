package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a long-running command end in good order, with exit code 0, on SIGTERM and Ctrl-C.
 *
 * <p>The JVM answers a signal by running its shutdown hooks and dies when they return, with a code
 * of its own. So the hook waits until the command has closed this object, which it does last, and
 * then ends the process itself. It does not wait for ever: what a command holds may be lost at any
 * moment, because the clusters hold the state.
 */
final class StopSignal implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(9);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch tidy = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "stop-signal");

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Waits for the signal, or for as long as said; zero waits for ever. Says whether it came. */
  boolean await(Duration atMost) throws InterruptedException {
    if (atMost.isZero()) {
      asked.await();
      return true;
    }
    return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says that the command has tidied up. */
  @Override
  public void close() {
    tidy.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came: the hook runs already and ends the process.
    }
  }

  private void onShutdown() {
    asked.countDown();
    try {
      if (!tidy.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(
            "strait: something did not stop within "
                + GRACE.toSeconds()
                + " s, perhaps because a cluster does not answer; stopped without it, nothing is lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.PASSED);
  }
}
