package io.strait.validator.relation;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises a target whose broker replaced timestamps by the time of the append although nobody
 * declared it, as it does where a topic was set so for a while: a timestamp that the broker set
 * says nothing about the copy. The partition is then judged again without timestamps.
 */
public final class StampedTimes {
  private StampedTimes() {}

  /** How to judge again, if a timestamp that differs was set by the target's broker. */
  public static Optional<Case> unjudged(Case one, PartitionReport report) {
    try {
      Optional<Finding> stamped =
          report.findings().stream()
              .filter(finding -> finding.code() == FindingCode.TIMESTAMP)
              .filter(finding -> isStamped(one, finding))
              .findFirst();
      return stamped.map(first -> without(one, first));
    } catch (ClusterException | RangeGone | ScanCancelled unread) {
      return Optional.empty();
    }
  }

  /** The second report with the timestamps of the first that a producer set and that differ. */
  public static PartitionReport together(Case one, PartitionReport first, PartitionReport again) {
    List<Finding> real =
        first.findings().stream()
            .filter(finding -> finding.code() == FindingCode.TIMESTAMP && !isGone(one, finding))
            .toList();
    if (real.isEmpty()) {
      return again;
    }
    List<Finding> all = new ArrayList<>(again.findings());
    all.addAll(real);
    all.sort(Finding.ORDER);
    OffsetRange proven = again.proven();
    long to = Math.max(proven.from(), Math.min(proven.to(), real.get(0).divergesAt()));
    long count = real.size();
    return again
        .with(
            again.counts().plus(new FindingCounts(Map.of(FindingCode.TIMESTAMP, count))),
            again.explained(),
            all)
        .withProven(new OffsetRange(proven.from(), to));
  }

  private static Case without(Case one, Finding first) {
    Contract contract = one.contract();
    TimesIgnored times =
        new TimesIgnored(
            "the target topic stamps append time, at target offset "
                + first.targetOffset().orElse(0)
                + " for the first time");
    return one.with(contract.with(Chain.of(List.of(contract.expectation().open(), times))));
  }

  /** What can no longer be read was seen, so it counts. */
  private static boolean isGone(Case one, Finding finding) {
    try {
      return isStamped(one, finding);
    } catch (ClusterException | RangeGone | ScanCancelled unread) {
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
