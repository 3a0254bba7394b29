package io.strait.validator.relation;

import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Says of records that are missing that they belong to a transaction of which others are there: to
 * whoever reads the target, it is torn. The records stay MISSING; each torn transaction is one more
 * finding. Transactions that are missing as a whole are not torn.
 *
 * <p>At most {@value #MOST} transactions per partition are looked at, and of a very long one the
 * part around its first missing record. Any thread; one partition at a time each.
 */
public final class TornTransactions implements Review {
  private static final int CLOSER = 2_000;
  private static final int MOST = 100;

  private final PartitionJudge judge;

  /**
   * @param judge looks again where there are more findings than were kept
   */
  public TornTransactions(PartitionJudge judge) {
    this.judge = judge;
  }

  @Override
  public PartitionReport review(Case one, PartitionReport report) {
    TreeSet<Long> missing = missing(report);
    if (missing.isEmpty()) {
      return report;
    }
    try {
      Transactions transactions = new Transactions(one);
      if (report.counts().of(FindingCode.MISSING) > missing.size()
          && missing.stream().anyMatch(offset -> transactions.of(offset).isPresent())) {
        missing.addAll(missing(judge.judge(one.closer(CLOSER))));
      }
      return with(report, torn(transactions, report, missing));
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      return report.noting(
          "whether what is missing tears transactions is not known: " + unread.getMessage());
    }
  }

  private static TreeSet<Long> missing(PartitionReport report) {
    TreeSet<Long> offsets = new TreeSet<>();
    report.findings().stream()
        .filter(one -> one.code() == FindingCode.MISSING && !one.isExplained())
        .forEach(one -> one.sourceOffset().ifPresent(offsets::add));
    return offsets;
  }

  private static List<Finding> torn(
      Transactions transactions, PartitionReport report, TreeSet<Long> missing) {
    List<Finding> torn = new ArrayList<>();
    Optional<Transactions.Found> last = Optional.empty();
    int looked = 0;
    for (long offset : missing) {
      if (last.isPresent() && last.get().holds(offset) || ++looked > MOST) {
        continue;
      }
      last = transactions.of(offset);
      if (last.isPresent()) {
        Transactions.Found found = last.get();
        long lacking = missing.stream().filter(found::holds).count();
        long records = transactions.records(found, report.judged());
        if (lacking < records) {
          torn.add(finding(report, offset, found, lacking, records));
        }
      }
    }
    return torn;
  }

  private static Finding finding(
      PartitionReport report, long first, Transactions.Found found, long lacking, long records) {
    return new Finding(
        FindingCode.TXN_TORN,
        report.topic(),
        report.partition(),
        first,
        OptionalLong.of(first),
        OptionalLong.empty(),
        "a transaction that producer "
            + found.producerId()
            + " committed under epoch "
            + found.producerEpoch()
            + ", source offsets "
            + found.first()
            + " to "
            + found.last()
            + ": "
            + lacking
            + " of its "
            + records
            + " records are missing, first offset "
            + first
            + ", the others are there");
  }

  private static PartitionReport with(PartitionReport report, List<Finding> torn) {
    if (torn.isEmpty()) {
      return report;
    }
    List<Finding> all = new ArrayList<>(report.findings());
    all.addAll(torn);
    all.sort(Finding.ORDER);
    long count = torn.size();
    return report.with(
        report.counts().plus(new FindingCounts(Map.of(FindingCode.TXN_TORN, count))),
        report.explained(),
        all);
  }
}
