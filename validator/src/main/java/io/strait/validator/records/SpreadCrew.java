package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.keyed.CleanupPolicies;
import io.strait.validator.keyed.Spread;
import io.strait.validator.keyed.SpreadJudge;
import io.strait.validator.log.LogView;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.log.StableEnds;
import io.strait.validator.log.Subject;
import io.strait.validator.relation.Declared;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** Judges the topics whose records are declared to be spread anew by key. One thread. */
final class SpreadCrew {
  private final Cluster source;
  private final Cluster target;
  private final ScanOptions options;
  private final Clock clock;
  private final BooleanSupplier cancelled;
  private final SpreadJudge judge;

  SpreadCrew(
      Cluster source, Cluster target, ScanOptions options, Clock clock, BooleanSupplier cancelled) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.clock = clock;
    this.cancelled = cancelled;
    this.judge = new SpreadJudge(new CleanupPolicies(source, target));
  }

  /** Whether a partition belongs to such a topic. */
  boolean isFor(Subject subject) {
    return options.contracts().apply(subject.topic()).placement() == Contract.Placement.BY_KEY;
  }

  /**
   * One report per source partition; those that differ are judged again after a pause, and those
   * whose target ends early once it is known whether it still grows.
   *
   * @param subjects of these topics, all partitions of both sides
   * @param grace waits, and says whether to go on
   */
  List<PartitionReport> run(List<Subject> subjects, Demands demands, Predicate<Duration> grace) {
    Map<TopicMapping, List<Subject>> topics = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      topics.computeIfAbsent(subject.topic(), topic -> new ArrayList<>()).add(subject);
    }
    List<PartitionReport> reports = new ArrayList<>();
    topics.forEach((topic, partitions) -> reports.addAll(run(topic, partitions, demands, grace)));
    return reports;
  }

  private List<PartitionReport> run(
      TopicMapping topic, List<Subject> partitions, Demands demands, Predicate<Duration> grace) {
    SpreadJudge.Judged first = judged(topic, partitions, demands, Map.of());
    List<PartitionReport> reports = first.reports();
    boolean suspect = reports.stream().anyMatch(one -> one.counts().differences() > 0);
    if (suspect && grace.test(options.grace())) {
      reports = judged(topic, partitions, demands, first.arrived()).reports();
    } else if (suspect && cancelled.getAsBoolean()) {
      reports = reports.stream().map(Unconfirmed::ifSuspected).toList();
    }
    boolean live = partitions.stream().allMatch(one -> demands.of(one).isEmpty());
    return live
        ? new SpreadTail(ends(partitions), grace, patience())
            .run(
                reports,
                ranges ->
                    judged(
                            topic,
                            partitions,
                            one -> Optional.ofNullable(ranges.get(one.partition())),
                            Map.of())
                        .reports())
        : reports;
  }

  private Duration patience() {
    Duration tail = options.tailGrace();
    return tail.isZero() || tail.compareTo(options.grace()) > 0 ? tail : options.grace();
  }

  private SpreadTail.Ends ends(List<Subject> partitions) {
    List<TopicPartition> from =
        partitions.stream().filter(Subject::onSource).map(Subject::sourcePartition).toList();
    List<TopicPartition> to =
        partitions.stream().filter(Subject::onTarget).map(Subject::targetPartition).toList();
    return new SpreadTail.Ends() {
      @Override
      public Map<Integer, Long> source() {
        Map<Integer, Long> ends = new HashMap<>();
        StableEnds.of(source, from).forEach((one, end) -> ends.put(one.partition(), end));
        return ends;
      }

      @Override
      public Map<TopicPartition, Long> targetMarks() {
        return StableEnds.highWatermarks(target, to);
      }

      @Override
      public Map<TopicPartition, Long> targetStable() {
        return StableEnds.of(target, to);
      }
    };
  }

  private SpreadJudge.Judged judged(
      TopicMapping topic, List<Subject> partitions, Demands demands, Map<Integer, Long> settled) {
    Contract contract = options.contracts().apply(topic);
    if (contract.expectation().unprovable().isPresent()) {
      List<PartitionReport> refused =
          partitions.stream()
              .filter(Subject::onSource)
              .flatMap(one -> Declared.refused(one, contract, demands.of(one)).stream())
              .toList();
      return new SpreadJudge.Judged(refused, Map.of());
    }
    Map<Integer, OffsetRange> demanded = new HashMap<>();
    for (Subject subject : partitions) {
      demands.of(subject).ifPresent(range -> demanded.put(subject.partition(), range));
    }
    try (ReadingConsumer from = consumer(source);
        ReadingConsumer to = consumer(target)) {
      List<LogView> sources =
          partitions.stream()
              .filter(Subject::onSource)
              .map(subject -> from.log(subject.sourcePartition()))
              .toList();
      List<LogView> targets =
          partitions.stream()
              .filter(Subject::onTarget)
              .map(subject -> to.log(subject.targetPartition()))
              .toList();
      return judge.judge(new Spread(topic, sources, targets, contract, options, demanded, settled));
    }
  }

  private ReadingConsumer consumer(Cluster cluster) {
    return new ReadingConsumer(
        cluster, options.stall(), clock, cancelled, (records, bytes) -> {}, options.hooks().pace());
  }
}
