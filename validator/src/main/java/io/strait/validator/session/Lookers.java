package io.strait.validator.session;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.log.ScanCancelled;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;

/** A few threads with a consumer per side that look at one task after the other. */
final class Lookers {
  private final Cluster source;
  private final Cluster target;
  private final ScanOptions options;
  private final Pace pace;
  private final Clock clock;
  private final BooleanSupplier ended;

  Lookers(
      Cluster source,
      Cluster target,
      ScanOptions options,
      Pace pace,
      Clock clock,
      BooleanSupplier ended) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.pace = pace;
    this.clock = clock;
    this.ended = ended;
  }

  /** Looks at one task. */
  @FunctionalInterface
  interface Look<R> {
    R at(Task task, ReadingConsumer source, ReadingConsumer target);
  }

  /**
   * What was seen of each task, in their order; empty of those that nobody came to before the run
   * was ended. Throws what a look threw.
   */
  <R> List<Optional<R>> each(List<Task> tasks, Look<R> look) {
    AtomicReferenceArray<R> seen = new AtomicReferenceArray<>(tasks.size());
    AtomicInteger next = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            options.threads(), work -> new Thread(work, "strait-validator-ends"));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < Math.min(options.threads(), tasks.size()); i++) {
        running.add(workers.submit(() -> work(tasks, seen, next, look)));
      }
      running.forEach(Lookers::await);
    } finally {
      workers.shutdownNow();
    }
    List<Optional<R>> ordered = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      ordered.add(Optional.ofNullable(seen.get(i)));
    }
    return ordered;
  }

  private <R> void work(
      List<Task> tasks, AtomicReferenceArray<R> seen, AtomicInteger next, Look<R> look) {
    try (ReadingConsumer from = consumer(source);
        ReadingConsumer to = consumer(target)) {
      for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
        seen.set(i, look.at(tasks.get(i), from, to));
      }
    } catch (ScanCancelled e) {
      // Nothing is read any more: whoever judges says so of each partition.
    }
  }

  private ReadingConsumer consumer(Cluster cluster) {
    return new ReadingConsumer(
        cluster, options.stall(), clock, ended, (records, bytes) -> {}, pace);
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while places in logs were looked at", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("places in logs were not looked at", e.getCause());
    }
  }
}
