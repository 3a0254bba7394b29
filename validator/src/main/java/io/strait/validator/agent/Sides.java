package io.strait.validator.agent;

import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.ScanCancelled;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Both sides of a scan, and what their comparisons share.
 *
 * @param source where the records come from
 * @param target where the copy is
 * @param helpers threads that wait for one side while the worker waits for the other
 * @param options how to judge
 * @param cancelled whether the scan is to end
 */
record Sides(
    LogSide source,
    LogSide target,
    ExecutorService helpers,
    ScanOptions options,
    BooleanSupplier cancelled) {

  /** What a digest came to on both sides. */
  record Pair(Digests source, Digests target) implements AutoCloseable {
    @Override
    public void close() {
      source.close();
      target.close();
    }
  }

  /** Digests on both sides at a time. */
  Pair digest(DigestTask onSource, DigestTask onTarget) {
    Future<Digests> there = helpers.submit(() -> target.digest(onTarget, this::check));
    Digests here;
    try {
      here = source.digest(onSource, this::check);
    } catch (RuntimeException e) {
      there.cancel(true);
      throw e;
    }
    try {
      return new Pair(here, there.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      here.close();
      throw new ScanCancelled();
    } catch (ExecutionException e) {
      here.close();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a digest failed", e.getCause());
    }
  }

  void check(long records) {
    if (cancelled.getAsBoolean()) {
      throw new ScanCancelled();
    }
  }
}
