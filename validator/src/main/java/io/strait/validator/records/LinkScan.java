package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.StableEnds;
import io.strait.validator.log.Subject;
import io.strait.validator.log.Subjects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Judges the copy of a link's topics, whoever made it.
 *
 * <p>Both logs of a partition are read once, in turn, and paired record by record; what is declared
 * to differ ({@link Contract}) is brought to one form first. Differences are SUSPECT at first:
 * after the grace period their partitions are judged again from the first of them on, and only what
 * is still there is reported. Logs may grow, and retention may run, meanwhile.
 *
 * <p>What the source holds behind the end of the target is watched for the tail grace: a target
 * that grows is merely behind, one that stands still lacks it.
 *
 * <p>Not covered: what is read once is not read again, so a record changed behind the scan is not
 * seen.
 *
 * <p>One run at a time; {@link #cancel} may be called from any thread. The clusters stay open.
 */
public final class LinkScan {
  private static final long TAIL_POLL_MS = 100;

  private final Cluster source;
  private final Cluster target;
  private final List<TopicMapping> topics;
  private final ScanOptions options;
  private final Clock clock;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private Predicate<TopicPartition> chosen = partition -> true;

  /** Does nothing yet. */
  public LinkScan(
      Cluster source, Cluster target, List<TopicMapping> topics, ScanOptions options, Clock clock) {
    this.source = source;
    this.target = target;
    this.topics = List.copyOf(topics);
    this.options = options;
    this.clock = clock;
  }

  /** Leaves out all but these source partitions; call it before a run. */
  public LinkScan only(Set<TopicPartition> partitions) {
    chosen = Set.copyOf(partitions)::contains;
    return this;
  }

  /**
   * Judges all that both sides have now, while both may grow. Source records that the target has
   * not reached count as {@link ScanReport#behind()}, unless the target does not grow at all.
   */
  public ScanReport run() {
    return goOn(Map.of());
  }

  /**
   * As {@link #run()}, but partitions of which something is known go on at the end of that: records
   * before it are not read again. Proofs under the seed of this scan become part of its own.
   *
   * @param known how far partitions are proved, by source partition; others are judged whole
   */
  public ScanReport goOn(Map<TopicPartition, ProofPoint> known) {
    return judge(Map.of(), Map.copyOf(known), true);
  }

  /**
   * Judges exactly these source offsets: each of them must be on the target, now or within the
   * grace period. Partitions without an entry are not judged.
   *
   * @param ranges by source partition; topics outside this scan's list are refused
   * @throws IllegalArgumentException if a range names a topic that this scan does not have
   */
  public ScanReport run(Map<TopicPartition, OffsetRange> ranges) {
    return run(ranges, Map.of());
  }

  /** As {@link #run(Map)}, going on from what is known as {@link #goOn} does. */
  public ScanReport run(
      Map<TopicPartition, OffsetRange> ranges, Map<TopicPartition, ProofPoint> known) {
    return judge(Map.copyOf(ranges), Map.copyOf(known), false);
  }

  /**
   * What there is to judge now: per source partition from the later log start to the end of the
   * source, whether or not the target has reached it.
   *
   * @throws ClusterException if a cluster does not answer
   */
  public Map<TopicPartition, OffsetRange> ranges() {
    Subjects subjects = Subjects.of(source, target, topics);
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    for (Subject subject : subjects.found()) {
      if (subject.isOnBoth()) {
        ranges.put(subject.sourcePartition(), range(subject));
      }
    }
    return ranges;
  }

  /** Ends a run early: what was not judged until then is unverifiable. */
  public void cancel() {
    cancelled.countDown();
  }

  private Optional<OffsetRelation> images(Subject subject) {
    Contract contract = options.contracts().apply(subject.topic());
    return contract.offsets().at(subject.partition()).images();
  }

  private OffsetRelation relation(Subject subject) {
    return images(subject).orElse(OffsetRelation.EXACT);
  }

  private OffsetRange range(Subject subject) {
    LogBounds from = LogBounds.of(source, subject.sourcePartition());
    LogBounds to = LogBounds.of(target, subject.targetPartition());
    long start =
        images(subject)
            .map(relation -> Math.max(from.start(), relation.toSource(to.start())))
            .orElse(from.start());
    return new OffsetRange(start, Math.max(start, from.stableEnd()));
  }

  private ScanReport judge(
      Map<TopicPartition, OffsetRange> ranges,
      Map<TopicPartition, ProofPoint> known,
      boolean live) {
    refuseStrangers(ranges.keySet());
    Instant startedAt = clock.instant();
    try {
      Subjects all = Subjects.of(source, target, topics);
      Subjects subjects = live ? all : all.demanded(ranges.keySet());
      SpreadCrew spread = new SpreadCrew(source, target, options, clock, this::isCancelled);
      List<Subject> found =
          subjects.found().stream().filter(one -> chosen.test(one.sourcePartition())).toList();
      List<Subject> judged = found.stream().filter(one -> !spread.isFor(one)).toList();
      if (!live) {
        awaitTail(judged, ranges);
      }
      ScanCrew crew = new ScanCrew(source, target, options, clock, this::isCancelled);
      List<PartitionReport> reports = crew.run(judged, demands(ranges), known);
      List<Subject> suspects = suspects(judged, reports);
      if (!suspects.isEmpty() && pause(options.grace())) {
        Map<TopicPartition, ProofPoint> proved = points(reports);
        reports = confirmed(reports, crew.run(suspects, demands(ranges), proved));
      } else if (isCancelled()) {
        reports.replaceAll(Unconfirmed::ifSuspected);
      }
      if (live) {
        reports = withTails(judged, reports, crew);
      }
      reports = new ArrayList<>(reports);
      spread.run(spread(all, found, spread), demands(ranges), this::pause).stream()
          .filter(one -> chosen.test(new TopicPartition(one.topic().source(), one.partition())))
          .forEach(reports::add);
      return Summary.of(reports, subjects.unknown(), startedAt, elapsed(startedAt));
    } catch (ClusterException failed) {
      return Summary.unread(failed.getMessage(), startedAt, elapsed(startedAt));
    }
  }

  /** All partitions of the topics concerned, also where only some of them are asked for. */
  private static List<Subject> spread(Subjects all, List<Subject> asked, SpreadCrew crew) {
    Set<TopicMapping> topics = new HashSet<>();
    asked.stream().filter(crew::isFor).forEach(subject -> topics.add(subject.topic()));
    return all.found().stream().filter(subject -> topics.contains(subject.topic())).toList();
  }

  /** Judges what lay behind the ends of targets, once it is known whether they still grow. */
  private List<PartitionReport> withTails(
      List<Subject> subjects, List<PartitionReport> reports, ScanCrew crew) {
    Map<Subject, PartitionReport> lagging = new LinkedHashMap<>();
    for (int i = 0; i < subjects.size(); i++) {
      if (subjects.get(i).isOnBoth() && reports.get(i).behind() > 0) {
        lagging.put(subjects.get(i), reports.get(i));
      }
    }
    if (lagging.isEmpty() || isCancelled()) {
      return unwatched(reports);
    }
    Duration patience = patience();
    Map<Subject, TailWatch.Seen> seen =
        new TailWatch(source, target, clock, this::pause)
            .watch(List.copyOf(lagging.keySet()), this::images, patience);
    if (isCancelled()) {
      return unwatched(reports);
    }
    List<Subject> again =
        lagging.keySet().stream()
            .filter(subject -> isJudgedAgain(seen.get(subject), subject))
            .toList();
    Demands demands =
        subject ->
            seen.get(subject).outcome() == TailWatch.Outcome.MOVED
                ? Optional.empty()
                : Optional.of(Tails.demanded(lagging.get(subject), seen.get(subject).sourceEnd()));
    List<PartitionReport> later = crew.run(again, demands, points(reports));
    List<PartitionReport> all = new ArrayList<>(reports);
    for (int i = 0; i < again.size(); i++) {
      Subject subject = again.get(i);
      boolean still = seen.get(subject).outcome() == TailWatch.Outcome.STILL;
      PartitionReport read = Tails.withoutHead(later.get(i), demands.of(subject));
      PartitionReport rest = Heads.kept(lagging.get(subject), read);
      all.set(
          subjects.indexOf(subject),
          still ? Tails.missing(lagging.get(subject), rest, patience) : rest);
    }
    return all;
  }

  private static List<PartitionReport> unwatched(List<PartitionReport> reports) {
    return reports.stream()
        .map(report -> report.behind() > 0 ? Unconfirmed.tail(report) : report)
        .toList();
  }

  /** A target that moved without having arrived stays behind; without images, reading tells. */
  private boolean isJudgedAgain(TailWatch.Seen seen, Subject subject) {
    return !isCancelled()
        && (seen.outcome() != TailWatch.Outcome.MOVED || images(subject).isEmpty());
  }

  private Duration patience() {
    Duration tail = options.tailGrace();
    return tail.isZero() || tail.compareTo(options.grace()) > 0 ? tail : options.grace();
  }

  /** Where to go on: what a review explained or proved by other means has no digest to go on. */
  private Map<TopicPartition, ProofPoint> points(List<PartitionReport> reports) {
    Map<TopicPartition, ProofPoint> points = new HashMap<>();
    for (PartitionReport report : reports) {
      TopicPartition partition = new TopicPartition(report.topic().source(), report.partition());
      report
          .proof()
          .filter(proof -> report.explained().byCode().isEmpty())
          .ifPresent(
              proof ->
                  points.put(
                      partition,
                      new ProofPoint(
                          partition,
                          report.proven(),
                          proof.targetTo(),
                          options.seed(),
                          proof.digest())));
    }
    return points;
  }

  private static Demands demands(Map<TopicPartition, OffsetRange> ranges) {
    return subject -> Optional.ofNullable(ranges.get(subject.sourcePartition()));
  }

  private void refuseStrangers(Set<TopicPartition> partitions) {
    Set<String> known = new HashSet<>();
    topics.forEach(topic -> known.add(topic.source()));
    for (TopicPartition partition : partitions) {
      if (!known.contains(partition.topic())) {
        throw new IllegalArgumentException(
            "range given for "
                + partition
                + ", but this scan has the source topics "
                + known
                + "; add the topic to the scan or drop the range");
      }
    }
  }

  /** Lets a target that is about to arrive arrive: waits until it has, at most for the grace. */
  private void awaitTail(List<Subject> subjects, Map<TopicPartition, OffsetRange> ranges) {
    Instant until = clock.instant().plus(options.grace());
    Map<TopicPartition, Long> demanded = new HashMap<>();
    for (Subject subject : subjects) {
      if (subject.onTarget() && images(subject).isPresent()) {
        long to = ranges.get(subject.sourcePartition()).to();
        demanded.put(subject.targetPartition(), relation(subject).toTarget(to));
      }
    }
    Duration pause = Duration.ofMillis(TAIL_POLL_MS);
    while (!hasArrived(demanded) && clock.instant().isBefore(until)) {
      if (!pause(pause)) {
        return;
      }
    }
  }

  private boolean hasArrived(Map<TopicPartition, Long> demanded) {
    Map<TopicPartition, Long> ends = StableEnds.of(target, demanded.keySet());
    return demanded.entrySet().stream().allMatch(end -> ends.get(end.getKey()) >= end.getValue());
  }

  private List<Subject> suspects(List<Subject> subjects, List<PartitionReport> reports) {
    List<Subject> suspects = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      if (reports.get(i).counts().differences() > 0) {
        suspects.add(subjects.get(i));
      }
    }
    return suspects;
  }

  private static List<PartitionReport> confirmed(
      List<PartitionReport> first, List<PartitionReport> second) {
    List<PartitionReport> reports = new ArrayList<>(first);
    int next = 0;
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i).counts().differences() > 0) {
        PartitionReport again = Heads.kept(reports.get(i), second.get(next++));
        reports.set(i, Recheck.of(reports.get(i), again));
      }
    }
    return reports;
  }

  /** False when there is nothing to wait for: no time was given, or the scan was cancelled. */
  private boolean pause(Duration time) {
    try {
      return !time.isZero() && !cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      return false;
    }
  }

  private boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  private Duration elapsed(Instant startedAt) {
    return Duration.between(startedAt, clock.instant());
  }
}
