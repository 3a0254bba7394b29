package io.strait.validator.session;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/** Looks at the end of each earlier proof, with a few threads that have a consumer per side. */
final class Continuations {
  private final Cluster source;
  private final Cluster target;
  private final ScanOptions options;
  private final Continuation rule;
  private final Clock clock;
  private final BooleanSupplier ended;

  Continuations(
      Cluster source,
      Cluster target,
      ScanOptions options,
      Continuation rule,
      Clock clock,
      BooleanSupplier ended) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.rule = rule;
    this.clock = clock;
    this.ended = ended;
  }

  /**
   * The same tasks in the same order; those with a proof go on from it where they may.
   *
   * @throws StateException if a proof was made under another declaration
   */
  List<Task> of(List<Task> tasks, Map<TopicPartition, StateEntry.Point> known) {
    AtomicReferenceArray<Task> results = new AtomicReferenceArray<>(tasks.toArray(new Task[0]));
    AtomicInteger next = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            options.threads(), work -> new Thread(work, "strait-validator-ends"));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < Math.min(options.threads(), tasks.size()); i++) {
        running.add(workers.submit(() -> work(results, next, known)));
      }
      running.forEach(Continuations::await);
    } finally {
      workers.shutdownNow();
    }
    List<Task> ordered = new ArrayList<>();
    for (int i = 0; i < results.length(); i++) {
      ordered.add(results.get(i));
    }
    return ordered;
  }

  private void work(
      AtomicReferenceArray<Task> tasks,
      AtomicInteger next,
      Map<TopicPartition, StateEntry.Point> known) {
    try (ReadingConsumer from = consumer(source);
        ReadingConsumer to = consumer(target)) {
      for (int i = next.getAndIncrement(); i < tasks.length(); i = next.getAndIncrement()) {
        Subject subject = tasks.get(i).subject();
        StateEntry.Point point = known.get(subject.sourcePartition());
        if (point != null && subject.isOnBoth()) {
          tasks.set(i, looked(tasks.get(i), point, from, to));
        }
      }
    } catch (ScanCancelled e) {
      // Nothing is read any more: the scan says so of each partition.
    }
  }

  private Task looked(Task task, StateEntry.Point point, ReadingConsumer from, ReadingConsumer to) {
    Subject subject = task.subject();
    Contract contract = options.contracts().apply(subject.topic()).at(subject.partition());
    LogView sourceLog = from.log(subject.sourcePartition());
    return rule.of(task, point, contract, sourceLog, to.log(subject.targetPartition()));
  }

  private ReadingConsumer consumer(Cluster cluster) {
    return new ReadingConsumer(
        cluster, options.stall(), clock, ended, (records, bytes) -> {}, Pace.FREE);
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the ends of proofs were looked at", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the ends of proofs were not looked at", e.getCause());
    }
  }
}
