package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a run that is told to end (Ctrl-C, SIGTERM) print what it has proved and end with the exit
 * code of its verdict. The JVM would end with a code of its own as soon as its hooks return, so the
 * hook waits for the command and ends the process itself.
 */
final class VerifyInterrupt implements AutoCloseable {
  private static final long GRACE_SECONDS = 20;

  private final Runnable end;
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicInteger code = new AtomicInteger(ExitCode.INCONCLUSIVE);
  private final Thread hook = new Thread(this::onShutdown, "verify-interrupt");

  /** Runs {@code end} in another thread when the process is told to end. */
  VerifyInterrupt(Runnable end) {
    this.end = end;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What the command will answer with. */
  int answer(int exitCode) {
    code.set(exitCode);
    return exitCode;
  }

  /** The command has printed everything. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already: the hook runs and ends it.
    }
  }

  private void onShutdown() {
    end.run();
    try {
      if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "strait: the run did not end within "
                + GRACE_SECONDS
                + " s, perhaps because a cluster does not answer; what it had proved is kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code.get());
  }
}
