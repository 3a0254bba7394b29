package io.strait.validator.relation;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Recognises a target whose broker replaced timestamps by the time of the append although nobody
 * declared it, as it does where a topic was set so for a while: a timestamp that the broker set
 * says nothing about the copy. The partition is then judged again without timestamps, and those
 * that producers set are compared apart. Single use, one thread.
 */
public final class StampedTimes {
  private static final int CLOSER = 2_000;

  private final Case one;
  private final PartitionReport first;
  private final Optional<Case> unjudged;

  private StampedTimes(Case one, PartitionReport first, Optional<Case> unjudged) {
    this.one = one;
    this.first = first;
    this.unjudged = unjudged;
  }

  /** Looks whether timestamps of what differs were set by the target's broker. */
  public static StampedTimes in(Case one, PartitionReport report) {
    if (report.counts().differences() == 0) {
      return new StampedTimes(one, report, Optional.empty());
    }
    try {
      OptionalLong stamped = firstStamped(one, report);
      Optional<Case> unjudged =
          stamped.isPresent() ? Optional.of(without(one, stamped.getAsLong())) : Optional.empty();
      return new StampedTimes(one, report, unjudged);
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      String note =
          "whether the target's broker set the timestamps that differ is not known: "
              + unread.getMessage();
      return new StampedTimes(one, report.noting(note), Optional.empty());
    }
  }

  /** How to judge again; empty where no timestamp was set by the target's broker. */
  public Optional<Case> unjudged() {
    return unjudged;
  }

  /** The report that was looked at, with a note where it could not be. */
  public PartitionReport first() {
    return first;
  }

  /**
   * The second report with the timestamps of the first that a producer set and that differ; as it
   * is where there was no need to judge again.
   *
   * @param judge looks again where records cannot be paired in their order and there are more
   *     findings than were kept
   */
  public PartitionReport together(PartitionReport again, PartitionJudge judge) {
    if (unjudged.isEmpty()) {
      return again;
    }
    Optional<OwnTimes> exact;
    try {
      exact = OwnTimes.of(one, unjudged.get(), again);
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      exact = Optional.empty();
    }
    return exact
        .map(found -> with(again, FindingCode.TIMESTAMP, found.count(), found.findings()))
        .orElseGet(() -> sampled(again, judge));
  }

  private PartitionReport sampled(PartitionReport again, PartitionJudge judge) {
    PartitionReport closer = first;
    List<Finding> looked = times(first);
    if (looked.size() < first.counts().of(FindingCode.TIMESTAMP)) {
      closer = judge.judge(one.closer(CLOSER));
      looked = times(closer);
    }
    long all = closer.counts().of(FindingCode.TIMESTAMP);
    List<Finding> real = looked.stream().filter(finding -> !isGone(finding)).toList();
    PartitionReport report = with(again, FindingCode.TIMESTAMP, real.size(), real);
    if (looked.size() >= all || isAllStamped(again)) {
      return report;
    }
    String why =
        all
            + " timestamps differ, of which the first "
            + looked.size()
            + " were looked at: whether the target's broker set the others is not known";
    return report.counts().differences() > 0 ? report.noting(why) : unknown(report, looked, why);
  }

  private static PartitionReport unknown(PartitionReport report, List<Finding> looked, String why) {
    long at =
        looked.isEmpty() ? report.judged().from() : looked.get(looked.size() - 1).divergesAt();
    Finding finding =
        new Finding(
            FindingCode.UNVERIFIABLE,
            report.topic(),
            report.partition(),
            at,
            OptionalLong.empty(),
            OptionalLong.empty(),
            why);
    return with(report, FindingCode.UNVERIFIABLE, 1, List.of(finding));
  }

  /** Adds findings, in order, of which there are so many. */
  private static PartitionReport with(
      PartitionReport report, FindingCode code, long count, List<Finding> found) {
    if (found.isEmpty()) {
      return report;
    }
    List<Finding> all = new ArrayList<>(report.findings());
    all.addAll(found);
    all.sort(Finding.ORDER);
    OffsetRange proven = report.proven();
    long to = Math.max(proven.from(), Math.min(proven.to(), found.get(0).divergesAt()));
    return report
        .with(report.counts().plus(new FindingCounts(Map.of(code, count))), report.explained(), all)
        .withProven(new OffsetRange(proven.from(), to));
  }

  private static Case without(Case one, long first) {
    Contract contract = one.contract();
    TimesIgnored times =
        new TimesIgnored(
            "the target's broker set them, from target offset "
                + first
                + " on; those that a producer set are compared apart");
    return one.with(contract.with(Chain.of(List.of(contract.expectation().open(), times))));
  }

  private static List<Finding> times(PartitionReport report) {
    return report.findings().stream()
        .filter(finding -> finding.code() == FindingCode.TIMESTAMP && !finding.isExplained())
        .sorted(Finding.ORDER)
        .toList();
  }

  /** Where all that is judged was moved or changed, no timestamp differs by itself. */
  private static List<Finding> open(PartitionReport report) {
    return report.findings().stream().filter(finding -> !finding.isExplained()).toList();
  }

  /** Among the findings that were kept, or where they are not all, in the whole target. */
  private static OptionalLong firstStamped(Case one, PartitionReport report) {
    List<Finding> kept = times(report);
    for (Finding finding : kept.isEmpty() ? open(report) : kept) {
      if (isStamped(one, finding)) {
        return finding.targetOffset();
      }
    }
    if (kept.size() >= report.counts().of(FindingCode.TIMESTAMP)) {
      return OptionalLong.empty();
    }
    Iterator<LogRecord> records = one.target().read(range(one, report));
    while (records.hasNext()) {
      LogRecord record = records.next();
      if (record.stamped()) {
        return OptionalLong.of(record.offset());
      }
    }
    return OptionalLong.empty();
  }

  /** What of the target was judged; where only order is claimed, all that it has. */
  private static OffsetRange range(Case one, PartitionReport report) {
    LogBounds bounds = one.target().bounds();
    Optional<OffsetRelation> images = one.contract().offsets().images();
    long from =
        images.map(relation -> relation.toTarget(report.judged().from())).orElse(bounds.start());
    long to =
        images.map(relation -> relation.toTarget(report.judged().to())).orElse(bounds.stableEnd());
    from = Math.max(from, bounds.start());
    return new OffsetRange(from, Math.max(from, Math.min(to, bounds.stableEnd())));
  }

  private boolean isAllStamped(PartitionReport again) {
    try {
      Iterator<LogRecord> records = one.target().read(range(one, again));
      while (records.hasNext()) {
        if (!records.next().stamped()) {
          return false;
        }
      }
      return true;
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      return false;
    }
  }

  /** What can no longer be read was seen, so it counts. */
  private boolean isGone(Finding finding) {
    try {
      return isStamped(one, finding);
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      return false;
    }
  }

  private static boolean isStamped(Case one, Finding finding) {
    if (finding.targetOffset().isEmpty()) {
      return false;
    }
    long at = finding.targetOffset().getAsLong();
    Iterator<LogRecord> read = one.target().read(new OffsetRange(at, at + 1));
    return read.hasNext() && read.next().stamped();
  }
}
