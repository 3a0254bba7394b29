package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;

/** Spreads partitions over a few worker threads, each with one consumer per side. */
final class ScanCrew {
  private final Cluster source;
  private final Cluster target;
  private final ScanOptions options;
  private final Judging judging;
  private final Clock clock;
  private final BooleanSupplier cancelled;

  ScanCrew(
      Cluster source, Cluster target, ScanOptions options, Clock clock, BooleanSupplier cancelled) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.judging = new Judging(source, target);
    this.clock = clock;
    this.cancelled = cancelled;
  }

  /** Judges every subject; reports come in the order of the subjects. */
  List<PartitionReport> run(List<Subject> subjects, Demands demands) {
    AtomicReferenceArray<PartitionReport> reports = new AtomicReferenceArray<>(subjects.size());
    ScanMeter meter = new ScanMeter(subjects.size(), options.hooks().progress());
    AtomicInteger next = new AtomicInteger();
    int threads = Math.min(options.threads(), Math.max(1, subjects.size()));
    ExecutorService workers =
        Executors.newFixedThreadPool(threads, task -> new Thread(task, "strait-validator"));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(workers.submit(() -> work(subjects, demands, next, reports, meter)));
      }
      for (Future<?> worker : running) {
        await(worker);
      }
    } finally {
      workers.shutdownNow();
    }
    List<PartitionReport> ordered = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      ordered.add(reports.get(i));
    }
    return ordered;
  }

  private void work(
      List<Subject> subjects,
      Demands demands,
      AtomicInteger next,
      AtomicReferenceArray<PartitionReport> reports,
      ScanMeter meter) {
    try (ReadingConsumer from = consumer(source, meter);
        ReadingConsumer to = consumer(target, meter)) {
      for (int i = next.getAndIncrement(); i < subjects.size(); i = next.getAndIncrement()) {
        Subject subject = subjects.get(i);
        LogView sourceLog =
            subject.onSource() ? from.log(subject.sourcePartition()) : LogView.ABSENT;
        LogView targetLog = to.log(subject.targetPartition());
        Case one =
            new Case(
                subject,
                sourceLog,
                targetLog,
                options.contracts().apply(subject.topic()).at(subject.partition()),
                options,
                demands.of(subject));
        reports.set(i, judging.judge(one));
        meter.partitionDone();
      }
    }
  }

  private ReadingConsumer consumer(Cluster cluster, ScanMeter meter) {
    return new ReadingConsumer(cluster, options.stall(), clock, cancelled, meter::records);
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a scan was running", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a scan worker failed", e.getCause());
    }
  }
}
