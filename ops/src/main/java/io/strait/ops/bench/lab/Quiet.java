package io.strait.ops.bench.lab;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/** Waits until brokers have done what former runs left them to do, such as deleting files. */
final class Quiet {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final double IDLE_SECONDS = 0.04;
  private static final long AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(15);

  private Quiet() {}

  /** Returns when both together used under 13 % of a core for 0.6 s, or after 15 s. */
  static void await(DoubleSupplier cpuSeconds) {
    long deadline = System.nanoTime() + AT_MOST_NANOS;
    double before = cpuSeconds.getAsDouble();
    int quiet = 0;
    while (quiet < 2 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(WINDOW_NANOS);
      double now = cpuSeconds.getAsDouble();
      quiet = now - before <= IDLE_SECONDS ? quiet + 1 : 0;
      before = now;
    }
  }
}
