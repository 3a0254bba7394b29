package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Tally;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanHooks;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Subject;
import io.strait.validator.scope.Confidence;
import io.strait.validator.scope.SampleDraw.Stratum;
import io.strait.validator.session.SampleRuns.Drawn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final SampleRuns draw;
  private final Map<TopicPartition, Drawn> drawn = new LinkedHashMap<>();
  private final Map<TopicPartition, List<Judged>> judged = new HashMap<>();

  /** One run and what was found in it. */
  private record Judged(SampleRun run, PartitionReport report) {}

  Sampling(Scans scans, Terrain terrain, SessionOptions options, SampleRuns draw) {
    this.scans = scans;
    this.terrain = terrain;
    this.options = options;
    this.draw = draw;
  }

  SessionReport run(Composition report) {
    long seed = options.scan().seed();
    List<Task> tasks =
        new Tasks(terrain, options.selection(), seed)
            .all(this::contract).stream()
                .map(task -> Task.of(task.subject(), task.asked(), task.isSealed()))
                .toList();
    List<Drawn> runs = draw.of(tasks);
    for (int i = 0; i < tasks.size(); i++) {
      drawn.put(tasks.get(i).subject().sourcePartition(), runs.get(i));
    }
    judgeRounds(tasks);
    List<Standing> standings = tasks.stream().map(this::standing).toList();
    return report.of(standings, scans.problems(), scans.ended(), Optional.of(confidence()), seed);
  }

  private Contract contract(Subject subject) {
    return options.scan().contracts().apply(subject.topic()).at(subject.partition());
  }

  private void judgeRounds(List<Task> tasks) {
    ScanHooks hooks =
        ScanHooks.NONE
            .withProgress(options.progress())
            .withPace(Throttle.of(options.bytesPerSecond(), () -> scans.ended().isPresent()));
    ScanOptions scan = options.scan().withMode(ScanMode.FULL).withHooks(hooks);
    Map<TopicPartition, List<SampleRun>> runs = new HashMap<>();
    drawn.forEach(
        (partition, from) ->
            runs.put(partition, from.runs().stream().filter(SampleRun::isJudged).toList()));
    int most = runs.values().stream().mapToInt(List::size).max().orElse(0);
    for (int round = 0; round < most && scans.ended().isEmpty(); round++) {
      List<Task> now = new ArrayList<>();
      Map<TopicPartition, SampleRun> chosen = new HashMap<>();
      for (Task task : tasks) {
        List<SampleRun> all = runs.get(task.subject().sourcePartition());
        if (round < all.size()) {
          SampleRun run = all.get(round);
          chosen.put(task.subject().sourcePartition(), run);
          Task one = Task.of(task.subject(), run.judged(), true);
          now.add(run.start().map(one::from).orElse(one));
        }
      }
      scans
          .judge(now, scan)
          .forEach(
              (partition, report) ->
                  judged
                      .computeIfAbsent(partition, none -> new ArrayList<>())
                      .add(new Judged(chosen.get(partition), report)));
    }
  }

  private Standing standing(Task task) {
    TopicPartition partition = task.subject().sourcePartition();
    List<Judged> all = judged.getOrDefault(partition, List.of());
    if (all.isEmpty()) {
      String why =
          drawn
              .get(partition)
              .obstacle()
              .or(() -> lost(partition).map(SampleRun::why))
              .orElseGet(() -> scans.ended().orElse("nothing to draw from"));
      return Outcome.of(task, Optional.of(unsampled(task, why)), Optional.empty(), why);
    }
    PartitionReport merged = all.get(0).report();
    List<Stretch> stretches = new ArrayList<>();
    for (Judged one : all) {
      merged = one == all.get(0) ? merged : merged(merged, one.report());
      stretches.addAll(StretchMap.of(one.run().shown(), Optional.empty(), one.report()));
    }
    for (SampleRun run : drawn.get(partition).runs()) {
      merged = run.why().isEmpty() ? merged : with(merged, unread(task, run));
    }
    merged = merged.withStretches(SampleStretches.between(task.asked(), stretches, NOT_DRAWN));
    return Outcome.of(
        task,
        Optional.of(merged.noting(all.size() + " runs were drawn; see the stretches")),
        Optional.empty(),
        scans.ended().orElse(NOT_DRAWN));
  }

  private Optional<SampleRun> lost(TopicPartition partition) {
    return drawn.get(partition).runs().stream().filter(run -> !run.why().isEmpty()).findFirst();
  }

  /** What was drawn of a run and is not on the target where it may be. */
  private static Finding unread(Task task, SampleRun run) {
    OffsetRange shown = run.shown();
    boolean isHead = shown.isEmpty() || shown.from() > run.drawn().from();
    long from = isHead ? run.drawn().from() : shown.to();
    return new Finding(
        FindingCode.UNVERIFIABLE,
        task.subject().topic(),
        task.subject().partition(),
        from,
        OptionalLong.of(from),
        OptionalLong.empty(),
        "part of the drawn source offsets " + run.drawn() + " " + run.why());
  }

  private static PartitionReport with(PartitionReport report, Finding finding) {
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.add(finding);
    FindingCounts counts = report.counts().plus(new FindingCounts(Map.of(finding.code(), 1L)));
    return report.with(counts, report.explained(), findings);
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
    for (Map.Entry<TopicPartition, Drawn> entry : drawn.entrySet()) {
      List<Judged> all = judged.getOrDefault(entry.getKey(), List.of());
      for (Judged one : all) {
        records += one.report().sourceRecords();
      }
      for (Stratum stratum : entry.getValue().strata()) {
        long compared =
            stratum.runs().stream()
                .filter(run -> all.stream().anyMatch(one -> covers(one.run(), run)))
                .count();
        parts.add(new Confidence.Part(compared, stratum.cells(), stratum.range().size()));
      }
    }
    return Confidence.of(parts, records);
  }

  private static boolean covers(SampleRun judged, OffsetRange run) {
    return judged.judged().from() <= run.from() && judged.judged().to() >= run.to();
  }
}
