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
 * @param track hears how far the partition is
 * @param cancelled whether the scan is to end
 */
record Sides(
    LogSide source,
    LogSide target,
    ExecutorService helpers,
    ScanOptions options,
    AgentMeter.Track track,
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
    Future<Digests> there = helpers.submit(() -> digest(target, onTarget, false));
    Digests here;
    try {
      here = digest(source, onSource, true);
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

  /** So many differences of each code are kept, so that all of them can be given their names. */
  int kept() {
    return Math.max(options.samples(), TransactionReview.CLOSER);
  }

  /** The same for another partition. */
  Sides with(AgentMeter.Track other) {
    return new Sides(source, target, helpers, options, other, cancelled);
  }

  /** Digests on the source alone. */
  Digests digest(DigestTask onSource) {
    return digest(source, onSource, true);
  }

  private Digests digest(LogSide side, DigestTask task, boolean isSource) {
    AgentMeter.Track.Counting counting = track.reading(isSource);
    Reading check = check();
    Digests digests =
        side.digest(
            task,
            (records, bytes) -> {
              check.at(records, bytes);
              counting.at(records, bytes);
            });
    counting.end(digests.totals().records(), digests.totals().bytes());
    return digests;
  }

  /** Ends a reading when the scan was cancelled. */
  Reading check() {
    return (records, bytes) -> {
      if (cancelled.getAsBoolean()) {
        throw new ScanCancelled();
      }
    };
  }
}
