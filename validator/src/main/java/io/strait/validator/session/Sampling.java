package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Tally;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanHooks;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Subject;
import io.strait.validator.scope.Confidence;
import io.strait.validator.scope.SampleDraw;
import io.strait.validator.scope.SampleDraw.Stratum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A run that draws. One run of each partition after the other is judged as a demanded range: all of
 * it must be on the target. Confined to one thread; single use.
 */
final class Sampling {
  private static final String NOT_DRAWN = "not drawn";

  private final Scans scans;
  private final Terrain terrain;
  private final SessionOptions options;
  private final Map<TopicPartition, List<Stratum>> drawn = new LinkedHashMap<>();
  private final Map<TopicPartition, List<Judged>> judged = new HashMap<>();

  /** One run and what was found in it. */
  private record Judged(OffsetRange run, PartitionReport report) {}

  Sampling(Scans scans, Terrain terrain, SessionOptions options) {
    this.scans = scans;
    this.terrain = terrain;
    this.options = options;
  }

  SessionReport run(Composition report) {
    long seed = options.scan().seed();
    List<Task> tasks = new Tasks(terrain, options.selection(), seed).all(this::contract);
    SampleDraw draw = SampleDraw.of(seed);
    for (Task task : tasks) {
      TopicPartition partition = task.subject().sourcePartition();
      drawn.put(partition, draw.from(partition, drawable(task), options.sample()));
    }
    judgeRounds(tasks);
    List<Standing> standings = tasks.stream().map(this::standing).toList();
    return report.of(standings, scans.problems(), scans.ended(), Optional.of(confidence()), seed);
  }

  private Contract contract(Subject subject) {
    return options.scan().contracts().apply(subject.topic()).at(subject.partition());
  }

  /** What both sides have now; nothing where no image of a range is known. */
  private OffsetRange drawable(Task task) {
    OffsetRange nothing = new OffsetRange(task.asked().from(), task.asked().from());
    LogBounds target = terrain.targetBounds().get(task.subject().targetPartition());
    if (target == null || obstacle(task).isPresent()) {
      return nothing;
    }
    OffsetRelation relation = contract(task.subject()).offsets().images().orElseThrow();
    long from = Math.max(task.asked().from(), relation.toSource(target.start()));
    long to = Math.min(task.asked().to(), relation.toSource(target.stableEnd()));
    return to <= from ? nothing : new OffsetRange(from, to);
  }

  private Optional<String> obstacle(Task task) {
    Contract contract = contract(task.subject());
    if (contract.placement() == Contract.Placement.BY_KEY) {
      return Optional.of(
          "cannot be sampled: records are spread anew by key, so no range has an image; use full");
    }
    return contract.offsets().images().isEmpty()
        ? Optional.of(
            "cannot be sampled: nothing but order is claimed, so no range has an image; use full,"
                + " or claim equal offsets if the copy has them")
        : Optional.empty();
  }

  private void judgeRounds(List<Task> tasks) {
    ScanHooks hooks =
        ScanHooks.NONE
            .withProgress(options.progress())
            .withPace(Throttle.of(options.bytesPerSecond(), () -> scans.ended().isPresent()));
    ScanOptions scan = options.scan().withMode(ScanMode.FULL).withHooks(hooks);
    Map<TopicPartition, List<OffsetRange>> runs = new HashMap<>();
    drawn.forEach(
        (partition, strata) ->
            runs.put(partition, strata.stream().flatMap(one -> one.runs().stream()).toList()));
    int most = runs.values().stream().mapToInt(List::size).max().orElse(0);
    for (int round = 0; round < most && scans.ended().isEmpty(); round++) {
      List<Task> now = new ArrayList<>();
      Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
      for (Task task : tasks) {
        List<OffsetRange> all = runs.get(task.subject().sourcePartition());
        if (round < all.size()) {
          ranges.put(task.subject().sourcePartition(), all.get(round));
          now.add(Task.of(task.subject(), all.get(round), true));
        }
      }
      scans
          .judge(now, scan)
          .forEach(
              (partition, report) ->
                  judged
                      .computeIfAbsent(partition, none -> new ArrayList<>())
                      .add(new Judged(ranges.get(partition), report)));
    }
  }

  private Standing standing(Task task) {
    List<Judged> all = judged.getOrDefault(task.subject().sourcePartition(), List.of());
    if (all.isEmpty()) {
      String why = obstacle(task).orElseGet(() -> scans.ended().orElse("nothing to draw from"));
      return Outcome.of(task, Optional.of(unsampled(task, why)), Optional.empty(), why);
    }
    PartitionReport merged = all.get(0).report();
    List<Stretch> stretches = new ArrayList<>();
    for (Judged one : all) {
      merged = one == all.get(0) ? merged : merged(merged, one.report());
      stretches.addAll(StretchMap.of(one.run(), Optional.empty(), one.report()));
    }
    merged = merged.withStretches(SampleStretches.between(task.asked(), stretches, NOT_DRAWN));
    return Outcome.of(
        task,
        Optional.of(merged.noting(all.size() + " runs were drawn; see the stretches")),
        Optional.empty(),
        scans.ended().orElse(NOT_DRAWN));
  }

  private PartitionReport unsampled(Task task, String why) {
    boolean empty = task.asked().isEmpty();
    PartitionReport unread = Outcome.unread(task, why);
    return empty ? unread.with(FindingCounts.NONE, FindingCounts.NONE, List.of()) : unread;
  }

  /** Judged and proven stay those of the first run: stretches say the rest. */
  private PartitionReport merged(PartitionReport first, PartitionReport next) {
    List<Finding> findings = new ArrayList<>(first.findings());
    findings.addAll(next.findings());
    Tally a = first.tally();
    Tally b = next.tally();
    Tally both =
        new Tally(
            a.sourceRecords() + b.sourceRecords(),
            a.targetRecords() + b.targetRecords(),
            a.behind() + b.behind(),
            a.offsetShifts() + b.offsetShifts());
    return new PartitionReport(
        first.topic(),
        first.partition(),
        first.judged(),
        first.proven(),
        both,
        first.counts().plus(next.counts()),
        first.explained().plus(next.explained()),
        findings,
        Optional.empty(),
        List.of(),
        first.notes());
  }

  private Confidence confidence() {
    List<Confidence.Part> parts = new ArrayList<>();
    long records = 0;
    for (Map.Entry<TopicPartition, List<Stratum>> entry : drawn.entrySet()) {
      List<Judged> all = judged.getOrDefault(entry.getKey(), List.of());
      for (Judged one : all) {
        records += one.report().sourceRecords();
      }
      for (Stratum stratum : entry.getValue()) {
        long compared =
            stratum.runs().stream()
                .filter(run -> all.stream().anyMatch(one -> one.run().equals(run)))
                .count();
        parts.add(new Confidence.Part(compared, stratum.cells(), stratum.range().size()));
      }
    }
    return Confidence.of(parts, records);
  }
}
