package io.strait.validator.relation;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Gives a record that the source wrote in a transaction and aborted its name: found on the target,
 * it looks like one that the source never had, like a changed one, or like one too many where its
 * producer sent it once more and committed that.
 *
 * <p>Of more than {@value #CLOSER} such records in a partition the first ones are renamed. Any
 * thread; one partition at a time each.
 */
public final class AbortedVisible implements Review {
  private static final int CLOSER = 2_000;
  private static final Set<FindingCode> LOOK_LIKE_IT =
      EnumSet.of(FindingCode.FOREIGN, FindingCode.CORRUPT, FindingCode.DUPLICATE);

  private final PartitionJudge judge;

  /**
   * @param judge looks again where there are more findings than were kept
   */
  public AbortedVisible(PartitionJudge judge) {
    this.judge = judge;
  }

  @Override
  public PartitionReport review(Case one, PartitionReport report) {
    if (LOOK_LIKE_IT.stream().allMatch(code -> report.counts().of(code) == 0)) {
      return report;
    }
    try {
      Renaming first = new Renaming(one, report);
      if (!first.hasRenamed() || isWhole(report)) {
        return first.report();
      }
      return new Renaming(one, judge.judge(one.closer(CLOSER))).report();
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      return report.noting(
          "whether these records belong to aborted transactions is not known: "
              + unread.getMessage());
    }
  }

  private static boolean isWhole(PartitionReport report) {
    return LOOK_LIKE_IT.stream()
        .allMatch(
            code ->
                report.counts().of(code)
                    == report.findings().stream()
                        .filter(one -> one.code() == code && !one.isExplained())
                        .count());
  }

  /** One pass over a report. */
  private static final class Renaming {
    private final Case one;
    private final PartitionReport before;
    private final AbortedData aborted;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<FindingCode, Long> moved = new EnumMap<>(FindingCode.class);
    private long first = Long.MAX_VALUE;

    Renaming(Case one, PartitionReport before) {
      this.one = one;
      this.before = before;
      this.aborted = new AbortedData(one);
      before.findings().forEach(this::take);
    }

    boolean hasRenamed() {
      return !moved.isEmpty();
    }

    PartitionReport report() {
      if (moved.isEmpty()) {
        return before;
      }
      FindingCounts counts = before.counts().plus(new FindingCounts(Map.of()));
      Map<FindingCode, Long> sum = new EnumMap<>(FindingCode.class);
      sum.putAll(counts.byCode());
      moved.forEach((code, change) -> sum.merge(code, change, Long::sum));
      findings.sort(Finding.ORDER);
      OffsetRange proven = before.proven();
      long to = Math.max(proven.from(), Math.min(proven.to(), first));
      return before
          .with(new FindingCounts(sum), before.explained(), trimmed())
          .withProven(new OffsetRange(proven.from(), to));
    }

    private void take(Finding finding) {
      OptionalLong offset =
          LOOK_LIKE_IT.contains(finding.code()) && !finding.isExplained()
              ? abortedAt(finding)
              : OptionalLong.empty();
      if (offset.isEmpty()) {
        findings.add(finding);
        return;
      }
      long at = place(finding, offset.getAsLong());
      first = Math.min(first, at);
      findings.add(renamed(finding, at, offset));
      moved.merge(finding.code(), -1L, Long::sum);
      moved.merge(FindingCode.ABORTED_VISIBLE, 1L, Long::sum);
      if (finding.code() == FindingCode.CORRUPT && finding.sourceOffset().isPresent()) {
        findings.add(missing(finding));
        moved.merge(FindingCode.MISSING, 1L, Long::sum);
      }
    }

    private OptionalLong abortedAt(Finding finding) {
      Optional<LogRecord> seen = target(finding);
      if (seen.isEmpty()) {
        return OptionalLong.empty();
      }
      LogRecord record = one.contract().expectation().seen(seen.get());
      OptionalLong offset = aborted.nearest(aborted.print(record).full(), finding.divergesAt());
      boolean here =
          offset.isPresent()
              && (finding.code() != FindingCode.DUPLICATE
                  || aborted.areNeighbours(offset.getAsLong(), finding.divergesAt()));
      return here ? offset : OptionalLong.empty();
    }

    private Optional<LogRecord> target(Finding finding) {
      if (finding.targetOffset().isEmpty()) {
        return Optional.empty();
      }
      long at = finding.targetOffset().getAsLong();
      Iterator<LogRecord> read = one.target().read(new OffsetRange(at, at + 1));
      return read.hasNext() ? Optional.of(read.next()) : Optional.empty();
    }

    /** Where only order is claimed, the aborted record's own place is the one that can be named. */
    private long place(Finding finding, long offset) {
      return one.contract().offsets().images().isPresent()
          ? Math.min(finding.divergesAt(), offset)
          : offset;
    }

    private static Finding renamed(Finding finding, long at, OptionalLong offset) {
      return new Finding(
          FindingCode.ABORTED_VISIBLE,
          finding.topic(),
          finding.partition(),
          at,
          offset,
          finding.targetOffset(),
          finding.evidence()
              + "; the source wrote this record at offset "
              + offset.getAsLong()
              + " in a transaction that it aborted");
    }

    private static Finding missing(Finding finding) {
      return new Finding(
          FindingCode.MISSING,
          finding.topic(),
          finding.partition(),
          finding.sourceOffset().getAsLong(),
          finding.sourceOffset(),
          OptionalLong.empty(),
          "the target has an aborted record in its place");
    }

    private List<Finding> trimmed() {
      Map<FindingCode, Integer> kept = new EnumMap<>(FindingCode.class);
      return findings.stream()
          .filter(finding -> kept.merge(finding.code(), 1, Integer::sum) <= one.options().samples())
          .toList();
    }
  }
}
