package io.strait.validator.relation;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

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

  private final PartitionJudge judge;

  /**
   * @param judge looks again where there are more findings than were kept
   */
  public AbortedVisible(PartitionJudge judge) {
    this.judge = judge;
  }

  @Override
  public PartitionReport review(Case one, PartitionReport report) {
    if (!AbortedNames.isLikely(report)) {
      return report;
    }
    try {
      Optional<PartitionReport> first = renamed(one, report);
      if (first.isEmpty()) {
        return report;
      }
      PartitionReport named =
          AbortedNames.isWhole(report)
              ? first.get()
              : renamedAgain(one, judge.judge(one.closer(CLOSER)));
      return AbortedNames.trimmed(named, one.options().samples());
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      return report.noting(
          "whether these records belong to aborted transactions is not known: "
              + unread.getMessage());
    }
  }

  private static PartitionReport renamedAgain(Case one, PartitionReport report) {
    return renamed(one, report).orElse(report);
  }

  private static Optional<PartitionReport> renamed(Case one, PartitionReport report) {
    SourceTransactions transactions = new SourceTransactions(one);
    Fingerprinter fingerprinter = new Fingerprinter(one.options().seed());
    return AbortedNames.in(
        report,
        one.contract().offsets().images().isPresent(),
        finding ->
            target(one, finding)
                .map(record -> one.contract().expectation().seen(record))
                .map(record -> suspect(finding, fingerprinter.of(record)))
                .map(transactions::aborted)
                .orElseGet(OptionalLong::empty));
  }

  private static SourceTransactions.Suspect suspect(Finding finding, Fingerprint print) {
    return new SourceTransactions.Suspect(
        print.full(), finding.divergesAt(), finding.code() == FindingCode.DUPLICATE);
  }

  private static Optional<LogRecord> target(Case one, Finding finding) {
    if (finding.targetOffset().isEmpty()) {
      return Optional.empty();
    }
    long at = finding.targetOffset().getAsLong();
    Iterator<LogRecord> read = one.target().read(new OffsetRange(at, at + 1));
    return read.hasNext() ? Optional.of(read.next()) : Optional.empty();
  }
}
