package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Extents;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import io.strait.validator.raw.RawReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spreads partitions over a few worker threads, each with one consumer per side. */
final class ScanCrew {
  private static final Logger LOG = LoggerFactory.getLogger(ScanCrew.class);

  private final Cluster source;
  private final Cluster target;
  private final ScanOptions options;
  private final Judging judging;
  private final Clock clock;
  private final BooleanSupplier cancelled;
  private final ScanMeter meter;

  ScanCrew(
      Cluster source, Cluster target, ScanOptions options, Clock clock, BooleanSupplier cancelled) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.judging = new Judging(source, target, clock);
    this.clock = clock;
    this.cancelled = cancelled;
    this.meter = new ScanMeter(options.hooks().progress());
  }

  /**
   * Judges every subject; reports come in the order of the subjects.
   *
   * @param known where to go on, by source partition
   */
  List<PartitionReport> run(
      List<Subject> subjects, Demands demands, Map<TopicPartition, ProofPoint> known) {
    Map<TopicPartition, Long> extents = extents(subjects, demands, known);
    AtomicReferenceArray<PartitionReport> reports = new AtomicReferenceArray<>(subjects.size());
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          try (RawReader from = reader(source);
              RawReader to = reader(target)) {
            for (int i = next.getAndIncrement(); i < subjects.size(); i = next.getAndIncrement()) {
              Subject subject = subjects.get(i);
              TrackedLog log = tracked(subject, from);
              reports.set(i, judged(one(subject, log, to, demands, known)));
              long extent = extents.getOrDefault(subject.sourcePartition(), 0L);
              meter.partitionDone(extent - log.passed());
            }
          }
        };
    run(worker, Math.min(options.threads(), Math.max(1, subjects.size())));
    List<PartitionReport> ordered = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      ordered.add(reports.get(i));
    }
    return ordered;
  }

  private Map<TopicPartition, Long> extents(
      List<Subject> subjects, Demands demands, Map<TopicPartition, ProofPoint> known) {
    List<TopicPartition> partitions =
        subjects.stream().filter(Subject::onSource).map(Subject::sourcePartition).toList();
    Map<TopicPartition, Long> extents = new HashMap<>(Extents.of(source, partitions));
    for (Subject subject : subjects) {
      TopicPartition partition = subject.sourcePartition();
      Optional<OffsetRange> demanded = demands.of(subject);
      demanded.ifPresent(range -> extents.put(partition, range.size()));
      Optional.ofNullable(known.get(partition))
          .ifPresent(
              point ->
                  extents.computeIfPresent(
                      partition, (p, all) -> Math.max(0, all - point.proven().size())));
    }
    meter.expect(subjects.size(), extents.values().stream().mapToLong(Long::longValue).sum());
    return extents;
  }

  /** What one partition does to a judge must not take the others' results along. */
  private PartitionReport judged(Case one) {
    try {
      return judging.judge(one);
    } catch (RuntimeException unforeseen) {
      LOG.atError()
          .addKeyValue("partition", one.subject().sourcePartition())
          .setCause(unforeseen)
          .log("A partition could not be judged");
      OffsetRange nothing = new OffsetRange(0, 0);
      PartitionReport empty =
          new PartitionReport(
              one.subject().topic(),
              one.subject().partition(),
              nothing,
              nothing,
              new Tally(0, 0, 0, 0),
              FindingCounts.NONE,
              List.of());
      return Unconfirmed.failed(empty, "could not be judged: " + unforeseen);
    }
  }

  private TrackedLog tracked(Subject subject, RawReader from) {
    return new TrackedLog(
        subject.onSource() ? from.log(subject.sourcePartition()) : LogView.ABSENT, meter);
  }

  private Case one(
      Subject subject,
      LogView from,
      RawReader to,
      Demands demands,
      Map<TopicPartition, ProofPoint> known) {
    return new Case(
        subject,
        from,
        to.log(subject.targetPartition()),
        options.contracts().apply(subject.topic()).at(subject.partition()),
        options,
        demands.of(subject),
        Optional.ofNullable(known.get(subject.sourcePartition())));
  }

  private static void run(Runnable task, int threads) {
    ExecutorService workers =
        Executors.newFixedThreadPool(threads, work -> new Thread(work, "strait-validator"));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(workers.submit(task));
      }
      for (Future<?> worker : running) {
        await(worker);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private RawReader reader(Cluster cluster) {
    return new RawReader(cluster, options.stall(), clock, cancelled, meter, options.hooks().pace());
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
