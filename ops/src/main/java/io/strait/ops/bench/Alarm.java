package io.strait.ops.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something once when a budget is spent, on a thread of its own. */
final class Alarm implements AutoCloseable {
  private final ScheduledExecutorService thread;
  private volatile boolean rung;

  private Alarm(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /** Never rings for an unlimited budget, nor after {@link #close}. */
  static Alarm at(Budget budget, Runnable act) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "bench-deadline");
              daemon.setDaemon(true);
              return daemon;
            });
    Alarm alarm = new Alarm(thread);
    budget
        .deadlineNanos()
        .ifPresent(
            at ->
                thread.schedule(
                    () -> alarm.ring(act), at - System.nanoTime(), TimeUnit.NANOSECONDS));
    return alarm;
  }

  private void ring(Runnable act) {
    rung = true;
    act.run();
  }

  boolean hasRung() {
    return rung;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
