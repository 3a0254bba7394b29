package io.strait.replicator.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Does things at the same time that only wait for answers, so that a start takes the longest of
 * them and not their sum. One thread begins and waits.
 */
final class AtOnce implements AutoCloseable {
  private final ExecutorService threads;

  /** {@code name} shows in thread dumps. */
  AtOnce(String name) {
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins it; what is returned waits for its end and throws what it threw. */
  <T> Supplier<T> begin(Supplier<T> work) {
    CompletableFuture<T> begun = CompletableFuture.supplyAsync(work, threads);
    return () -> {
      try {
        return begun.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    };
  }

  /** The same for work without a result. */
  Supplier<Boolean> begin(Runnable work) {
    return begin(
        () -> {
          work.run();
          return true;
        });
  }

  /** What was begun comes to its own end; every call to a cluster has a deadline. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
