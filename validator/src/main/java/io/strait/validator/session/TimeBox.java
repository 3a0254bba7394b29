package io.strait.validator.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Ends a run when its time is up. Closing it stops the watch; then nothing happens any more. */
final class TimeBox implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  private TimeBox() {}

  /**
   * Starts to watch.
   *
   * @param time how long; empty: for ever
   * @param onUp told once, from another thread, when the time is up; with the reason
   */
  static TimeBox of(Optional<Duration> time, Consumer<String> onUp) {
    TimeBox box = new TimeBox();
    time.ifPresent(
        most -> {
          Thread watch = new Thread(() -> box.watch(most, onUp), "strait-time-box");
          watch.setDaemon(true);
          watch.start();
        });
    return box;
  }

  private void watch(Duration most, Consumer<String> onUp) {
    try {
      if (!closed.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
        onUp.accept("the time of " + most.toSeconds() + " s was up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
