package io.strait.validator.records;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.align.Difference;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Proof;
import io.strait.validator.check.Tally;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.Clip;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges one partition: clips, compares, and clips again when retention moved a log start
 * meanwhile. Confined to one thread.
 */
final class PartitionCheck {
  private static final int MOST_CLIPS = 10;
  private static final int MOST_LOOKS = 50;

  private final Case one;
  private final Subject subject;
  private final TopicMapping topic;
  private final int partition;
  private final LogView source;
  private final LogView target;
  private final StartFinder starts;
  private final Clock clock;

  PartitionCheck(Case one, StartFinder starts, Clock clock) {
    this.one = one;
    this.starts = starts;
    this.clock = clock;
    this.subject = one.subject();
    this.topic = subject.topic();
    this.partition = subject.partition();
    this.source = one.source();
    this.target = one.target();
  }

  /** Judges a demanded range, or all that both sides have. Never throws for what a cluster does. */
  PartitionReport run() {
    OffsetRange asked = one.demanded().orElse(new OffsetRange(0, 0));
    if (!subject.onTarget()) {
      return unread(asked, "topic '" + topic.target() + "' has no such partition on the target");
    }
    String why = "";
    MovingStarts starting = new MovingStarts();
    Optional<PartitionReport> parted = Optional.empty();
    for (int clips = 0; clips < MOST_CLIPS; clips++) {
      try {
        PartitionReport report = clippedAndJudged(asked, starting);
        if (!starting.keptAway() || isGone(starting)) {
          return report;
        }
        parted = Optional.of(report);
        starting.beginAgain();
      } catch (RangeGone gone) {
        why = gone.getMessage() + "; the log start kept moving during " + MOST_CLIPS + " attempts";
        starting.overtaken();
      } catch (ClusterException | ScanCancelled | DamagedBatch failed) {
        return unread(asked, failed.getMessage());
      }
    }
    return parted.isPresent() ? leavingOut(parted.get()) : unread(asked, why);
  }

  /** What was left out for being about to be deleted is still there, and was never read. */
  private PartitionReport leavingOut(PartitionReport report) {
    OffsetRange none = new OffsetRange(report.judged().from(), report.judged().from());
    Finding gap =
        finding(
            FindingCode.UNVERIFIABLE,
            none,
            "what stands before source offset "
                + none.from()
                + " was left out, because retention or DeleteRecords kept overtaking the reading"
                + " there");
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.add(0, gap);
    FindingCounts more = new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L));
    return report.with(report.counts().plus(more), report.explained(), findings);
  }

  /** What was left out is mostly gone by the time that the rest is read. */
  private boolean isGone(MovingStarts starting) {
    try {
      int looks = 0;
      while (starting.hasLeftOut(source.bounds(), target.bounds()) && looks < MOST_LOOKS) {
        looks++;
      }
      return looks < MOST_LOOKS;
    } catch (ClusterException unknown) {
      return false;
    }
  }

  /** The bounds of the target come first: see {@link Clip#live}. */
  private PartitionReport clippedAndJudged(OffsetRange asked, MovingStarts starting) {
    LogBounds targetBounds = starting.target(target.bounds());
    LogBounds sourceBounds = starting.source(source.bounds());
    Resume resume = Resume.of(one, sourceBounds, targetBounds);
    Optional<OffsetRelation> images = one.contract().offsets().images();
    if (images.isPresent()) {
      Clip clip =
          one.demanded().isPresent()
              ? Clip.sealed(asked, sourceBounds, targetBounds, images.get())
              : Clip.live(sourceBounds, targetBounds, images.get());
      return judge(clip, resume);
    }
    Optional<StartFinder.Start> start =
        resume.start().or(() -> starts.find(one, sourceBounds, targetBounds));
    return start.isPresent()
        ? judge(
                Clip.inOrder(start.get(), sourceBounds, targetBounds, resume.left(one.demanded())),
                resume)
            .noting(
                "order only, from source offset "
                    + start.get().sourceOffset()
                    + ", target "
                    + start.get().targetOffset()
                    + ": "
                    + start.get().note())
        : unread(asked, nowhere(targetBounds));
  }

  private static String nowhere(LogBounds target) {
    return target.start() == target.stableEnd()
        ? "the target holds no record any more: its log starts and ends at "
            + target.start()
            + " (retention or DeleteRecords), so that nothing can be compared"
        : "no place was found from which both logs hold the same records";
  }

  private PartitionReport judge(Clip whole, Resume resume) {
    Resume from = resume.within(whole);
    Clip clip = from.rest(whole, one.contract().offsets().images());
    ProofLine proof =
        new ProofLine(one, from.known(), clip.judged().from(), clip.targetFrom(), clock);
    Lockstep comparison = new Lockstep(one, clip, proof);
    Optional<Clip.Gap> unread = comparison.run();
    PartitionReport report = report(clip, from, comparison, unread);
    Optional<Proof> left = proof.end(report.proven());
    report = left.isPresent() ? report.with(left.get()) : report;
    for (String note : from.notes()) {
      report = report.noting(note);
    }
    return report;
  }

  private PartitionReport report(
      Clip clip, Resume from, Lockstep comparison, Optional<Clip.Gap> unread) {
    Collector found = comparison.found();
    List<Finding> findings = new ArrayList<>();
    for (Difference difference : found.samples()) {
      findings.add(finding(difference));
    }
    FindingCounts counts = found.counts();
    List<Clip.Gap> gaps = new ArrayList<>(clip.gaps());
    gaps.addAll(from.gaps());
    unread.ifPresent(gaps::add);
    for (Clip.Gap gap : gaps) {
      findings.add(finding(gap.code(), gap.range(), gap.why()));
      counts = counts.plus(new FindingCounts(Map.of(gap.code(), 1L)));
    }
    findings.sort(Finding.ORDER);
    return new PartitionReport(
        topic,
        partition,
        from.with(comparison.judged()),
        from.with(comparison.proven()),
        from.with(comparison.tally()),
        counts,
        findings);
  }

  private PartitionReport unread(OffsetRange range, String why) {
    return new PartitionReport(
        topic,
        partition,
        new OffsetRange(range.from(), range.from()),
        new OffsetRange(range.from(), range.from()),
        new Tally(0, 0, 0, 0),
        new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)),
        List.of(finding(FindingCode.UNVERIFIABLE, range, why)));
  }

  private Finding finding(FindingCode code, OffsetRange range, String why) {
    String what = range.isEmpty() ? why : "source offsets " + range + ": " + why;
    return new Finding(
        code, topic, partition, range.from(), OptionalLong.empty(), OptionalLong.empty(), what);
  }

  private Finding finding(Difference difference) {
    Optional<LogRecord> from = difference.source().flatMap(record -> again(source, record));
    Optional<LogRecord> to = difference.target().flatMap(record -> again(target, record));
    return new Finding(
        difference.code(),
        topic,
        partition,
        difference.divergesAt(),
        offset(difference.source()),
        offset(difference.target()),
        Evidence.of(difference, from, to));
  }

  /** Reads a record again for its bytes; retention may have taken it meanwhile. */
  private static Optional<LogRecord> again(LogView log, Fingerprint record) {
    try {
      Iterator<LogRecord> read = log.read(new OffsetRange(record.offset(), record.offset() + 1));
      return read.hasNext() ? Optional.of(read.next()) : Optional.empty();
    } catch (RangeGone | ClusterException | ScanCancelled | DamagedBatch gone) {
      return Optional.empty();
    }
  }

  private static OptionalLong offset(Optional<Fingerprint> record) {
    return record.isPresent() ? OptionalLong.of(record.get().offset()) : OptionalLong.empty();
  }
}
