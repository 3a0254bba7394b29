package io.strait.validator.relation;

import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.TreeSet;

/**
 * Says of records that are missing that they belong to a transaction of which others are there: to
 * whoever reads the target, it is torn. The records stay MISSING; each torn transaction is one more
 * finding. Transactions that are missing as a whole are not torn.
 *
 * <p>A bounded number of transactions per partition is looked at, and of a very long one the part
 * around its first missing record. Any thread; one partition at a time each.
 */
public final class TornTransactions implements Review {
  private static final int CLOSER = 2_000;

  private final PartitionJudge judge;

  /**
   * @param judge looks again where there are more findings than were kept
   */
  public TornTransactions(PartitionJudge judge) {
    this.judge = judge;
  }

  @Override
  public PartitionReport review(Case one, PartitionReport report) {
    TreeSet<Long> missing = TornNames.missing(report);
    if (missing.isEmpty()) {
      return report;
    }
    try {
      SourceTransactions transactions = new SourceTransactions(one);
      if (report.counts().of(FindingCode.MISSING) > missing.size()
          && missing.stream().anyMatch(offset -> transactions.of(offset).isPresent())) {
        missing.addAll(TornNames.missing(judge.judge(one.closer(CLOSER))));
      }
      return TornNames.in(
          report,
          missing,
          offset ->
              transactions
                  .of(offset)
                  .map(
                      found ->
                          new TornNames.Sized(
                              found, transactions.records(found, report.judged()))));
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      return report.noting(
          "whether what is missing tears transactions is not known: " + unread.getMessage());
    }
  }
}
