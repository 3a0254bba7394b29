package io.strait.validator.agent;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.log.Subject;
import io.strait.validator.records.Recheck;
import io.strait.validator.records.ScanReport;
import io.strait.validator.records.Summary;
import io.strait.validator.records.Unconfirmed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/**
 * Judges a copy whose sides are read by agents, or one of them from here. Same rules as {@link
 * io.strait.validator.records.LinkScan}: differences count only when they are still there after the
 * grace; what could not be compared is unverifiable. All that both sides have is judged, while both
 * may grow.
 *
 * <p>Not covered, and then said so: declared differences in records, topics spread anew by key,
 * compacted topics whose cleaners are at different points. Findings carry the names that
 * fingerprints and a few questions about the source's transactions can tell.
 *
 * <p>One run. The sides stay open.
 */
public final class AgentScan {
  private final LogSide source;
  private final LogSide target;
  private final List<TopicMapping> topics;
  private final ScanOptions options;
  private final Clock clock;
  private final Patience patience;
  private final BooleanSupplier cancelled;
  private final AgentMeter meter;

  /**
   * Does nothing yet.
   *
   * @param patience waits for the grace; false when the scan was cancelled
   * @param cancelled whether the scan is to end early; what was not judged is then unverifiable
   */
  public AgentScan(
      LogSide source,
      LogSide target,
      List<TopicMapping> topics,
      ScanOptions options,
      Clock clock,
      Patience patience,
      BooleanSupplier cancelled) {
    this.source = source;
    this.target = target;
    this.topics = List.copyOf(topics);
    this.options = options;
    this.clock = clock;
    this.patience = patience;
    this.cancelled = cancelled;
    this.meter = new AgentMeter(options.hooks().progress());
  }

  /**
   * Judges; returns when all partitions are, which may take hours.
   *
   * @throws AgentRefused if an agent does not answer the first questions because it knows neither
   *     the token nor the cluster that it is asked about; later that makes ranges unverifiable
   * @throws ClusterException if a side that is read here cannot be asked what there is to judge
   */
  public AgentReport run() {
    Instant startedAt = clock.instant();
    ScanReport scan;
    boolean planned = false;
    try {
      Plan plan = Plan.of(source, target, topics);
      planned = true;
      scan = judged(plan, startedAt);
    } catch (AgentFailure | ClusterException | ScanCancelled | BadQuestion failed) {
      if (!planned && (failed instanceof AgentRefused || failed instanceof ClusterException)) {
        throw failed;
      }
      scan = Summary.unread(failed.getMessage(), startedAt, elapsed(startedAt));
    }
    Traffic remote = Traffic.NONE;
    for (LogSide side : List.of(source, target)) {
      remote = side instanceof RemoteSide ? remote.plus(side.traffic()) : remote;
    }
    return new AgentReport(
        scan,
        source.traffic(),
        target.traffic(),
        remote,
        List.of("source: " + source.name(), "target: " + target.name()));
  }

  /** What there is to judge. */
  private record Plan(List<Subject> subjects, List<Boolean> compacted, List<String> unknown) {
    static Plan of(LogSide source, LogSide target, List<TopicMapping> topics) {
      Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < topics.size(); i += Questions.MOST_TOPICS) {
        List<TopicMapping> some =
            topics.subList(i, Math.min(topics.size(), i + Questions.MOST_TOPICS));
        SideFacts from = source.facts(some.stream().map(TopicMapping::source).toList());
        SideFacts to = target.facts(some.stream().map(TopicMapping::target).toList());
        some.forEach(topic -> plan.add(topic, from, to));
      }
      return plan;
    }

    private void add(TopicMapping topic, SideFacts from, SideFacts to) {
      if (from.clusterId().equals(to.clusterId()) && topic.source().equals(topic.target())) {
        throw new AgentFailure(
            "both sides are the same cluster ("
                + from.clusterId()
                + "): topic '"
                + topic.source()
                + "' would be compared with itself; name the agent of the other cluster");
      }
      int sources = from.topic(topic.source()).map(SideFacts.Topic::partitions).orElse(0);
      int targets = to.topic(topic.target()).map(SideFacts.Topic::partitions).orElse(0);
      if (sources == 0) {
        unknown.add("topic '" + topic.source() + "' does not exist on the source");
        return;
      }
      boolean compacts =
          from.topic(topic.source()).map(SideFacts.Topic::compacted).orElse(false)
              || to.topic(topic.target()).map(SideFacts.Topic::compacted).orElse(false);
      for (int p = 0; p < Math.max(sources, targets); p++) {
        subjects.add(new Subject(topic, p, p < sources, p < targets));
        compacted.add(compacts);
      }
    }
  }

  private ScanReport judged(Plan plan, Instant startedAt) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < plan.subjects().size(); i++) {
      all.add(i);
    }
    List<PartitionReport> reports = new ArrayList<>(judge(plan, all, which -> Optional.empty()));
    List<Integer> suspects =
        all.stream().filter(i -> reports.get(i).counts().differences() > 0).toList();
    boolean twice = !suspects.isEmpty() && !options.grace().isZero();
    boolean waited = twice && patience.pause(options.grace());
    if (waited) {
      List<PartitionReport> again = judge(plan, suspects, which -> Optional.empty());
      for (int i = 0; i < suspects.size(); i++) {
        int place = suspects.get(i);
        reports.set(place, Recheck.of(reports.get(place), again.get(i)));
      }
    } else if (twice) {
      suspects.forEach(which -> reports.set(which, Unconfirmed.suspicion(reports.get(which))));
    }
    tails(plan, reports);
    return Summary.of(reports, plan.unknown(), startedAt, elapsed(startedAt));
  }

  /** Up to which source offset all of a partition must be on the target, by its place in a plan. */
  private interface Sealed {
    Optional<Long> of(int which);
  }

  /** What targets that stand still lack at their ends is missing; those that move are behind. */
  private void tails(Plan plan, List<PartitionReport> reports) {
    Map<Integer, LogBounds> before = new LinkedHashMap<>();
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i).behind() > 0) {
        before.put(i, target.bounds(plan.subjects().get(i).targetPartition()));
      }
    }
    Duration watch = options.tailGrace();
    if (before.isEmpty()) {
      return;
    }
    if (!watch.isZero() && !patience.pause(watch)) {
      before.keySet().forEach(which -> reports.set(which, Unconfirmed.tail(reports.get(which))));
      return;
    }
    Map<Integer, Long> still = new LinkedHashMap<>();
    before.forEach(
        (which, was) -> {
          Subject subject = plan.subjects().get(which);
          LogBounds now = target.bounds(subject.targetPartition());
          if (now.end() == was.end() && now.stableEnd() == now.end()) {
            still.put(which, source.bounds(subject.sourcePartition()).stableEnd());
          }
        });
    List<Integer> lost = List.copyOf(still.keySet());
    List<PartitionReport> again = judge(plan, lost, which -> Optional.ofNullable(still.get(which)));
    for (int i = 0; i < lost.size(); i++) {
      PartitionReport missing =
          again.get(i).noting("the target has not grown for " + watch.toMillis() + " ms");
      reports.set(lost.get(i), missing);
    }
  }

  /** Judges some partitions with a few workers; each has one partition's trees at a time. */
  private List<PartitionReport> judge(Plan plan, List<Integer> which, Sealed sealed) {
    AtomicReferenceArray<PartitionReport> reports = new AtomicReferenceArray<>(which.size());
    AtomicInteger next = new AtomicInteger();
    int threads = Math.min(options.threads(), Math.max(1, which.size()));
    ExecutorService workers =
        Executors.newFixedThreadPool(2 * threads, task -> new Thread(task, "strait-validator"));
    Sides sides = new Sides(source, target, workers, options, meter.partition(), cancelled);
    meter.expect(which.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < threads; w++) {
        running.add(
            workers.submit(
                () -> {
                  for (int i = next.getAndIncrement();
                      i < which.size();
                      i = next.getAndIncrement()) {
                    AgentMeter.Track track = meter.partition();
                    reports.set(i, judge(plan, which.get(i), sides.with(track), sealed));
                    track.done();
                  }
                }));
      }
      for (Future<?> worker : running) {
        await(worker);
      }
    } finally {
      workers.shutdownNow();
    }
    List<PartitionReport> ordered = new ArrayList<>();
    for (int i = 0; i < which.size(); i++) {
      ordered.add(reports.get(i));
    }
    return ordered;
  }

  private PartitionReport judge(Plan plan, int which, Sides sides, Sealed sealed) {
    Subject subject = plan.subjects().get(which);
    Contract contract = options.contracts().apply(subject.topic()).at(subject.partition());
    boolean compacted = plan.compacted().get(which);
    return new PartitionExchange(sides, subject, contract, compacted, sealed.of(which)).run();
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ScanCancelled();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a scan worker failed", e.getCause());
    }
  }

  private Duration elapsed(Instant startedAt) {
    return Duration.between(startedAt, clock.instant());
  }
}
