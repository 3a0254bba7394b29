package io.strait.ops.bench.cell;

import io.strait.ops.bench.host.BenchFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Threads of one measurement that end together. For one thread. */
final class Crew implements AutoCloseable {
  private final List<Runnable> stops;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** The stops make those threads end that do not end by themselves. */
  Crew(List<Runnable> stops) {
    this.stops = stops;
  }

  void begin(String name, Runnable work) {
    Thread thread = new Thread(work, "bench-" + name);
    thread.setUncaughtExceptionHandler((t, error) -> failure.compareAndSet(null, error));
    threads.add(thread);
    thread.start();
  }

  /**
   * Waits until all have ended by themselves.
   *
   * @throws BenchFailure when one failed
   */
  void join() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchFailure("interrupted", e);
      }
    }
    if (failure.get() != null) {
      throw new BenchFailure("the measurement itself failed: " + failure.get(), failure.get());
    }
  }

  @Override
  public void close() {
    stops.forEach(Runnable::run);
    join();
  }
}
