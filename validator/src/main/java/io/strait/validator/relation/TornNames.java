package io.strait.validator.relation;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** A report with one more finding for each transaction of which only a part is missing. */
public final class TornNames {
  private static final int MOST = 100;

  private TornNames() {}

  /** A transaction, and how many of its records must be on the target. */
  public record Sized(Transaction transaction, long records) {}

  /** How transactions are looked up. */
  @FunctionalInterface
  public interface Lookup {
    /** The transaction in which the record at this source offset was written, if in any. */
    Optional<Sized> of(long offset);
  }

  /** The source offsets of what is missing in a report and nothing explains, as far as kept. */
  public static TreeSet<Long> missing(PartitionReport report) {
    TreeSet<Long> offsets = new TreeSet<>();
    report.findings().stream()
        .filter(one -> one.code() == FindingCode.MISSING && !one.isExplained())
        .forEach(one -> one.sourceOffset().ifPresent(offsets::add));
    return offsets;
  }

  /**
   * The report with what is torn; at most {@value #MOST} transactions are looked at.
   *
   * @param missing source offsets of what is missing
   */
  public static PartitionReport in(PartitionReport report, TreeSet<Long> missing, Lookup lookup) {
    List<Finding> torn = new ArrayList<>();
    Optional<Sized> last = Optional.empty();
    int looked = 0;
    for (long offset : missing) {
      if (last.isPresent() && last.get().transaction().holds(offset) || ++looked > MOST) {
        continue;
      }
      last = lookup.of(offset);
      if (last.isPresent()) {
        Transaction found = last.get().transaction();
        long lacking = missing.stream().filter(found::holds).count();
        if (lacking < last.get().records()) {
          torn.add(finding(report, offset, last.get(), lacking));
        }
      }
    }
    return with(report, torn);
  }

  private static Finding finding(PartitionReport report, long first, Sized sized, long lacking) {
    Transaction found = sized.transaction();
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
            + sized.records()
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
