package io.strait.validator.keyed;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.Review;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Says of a copy too many, or of a lost record, whether it stands among honest repeats: records
 * that the application itself wrote several times, in a row and equal in every field. Then it is
 * certain how many there are on either side, but not which of them is the surplus or the lost one;
 * the finding's place is where the logs part. Names and counts stay as they are. Any thread.
 */
public final class RepeatReview implements Review {
  /** So many offsets on either side are looked at. */
  private static final long AROUND = 512;

  @Override
  public PartitionReport review(Case one, PartitionReport report) {
    Printer printer = new Printer(one.options().seed(), one.contract().expectation());
    List<Finding> findings =
        report.findings().stream().map(found -> reviewed(one, printer, found)).toList();
    return report.with(report.counts(), report.explained(), findings);
  }

  private static Finding reviewed(Case one, Printer printer, Finding found) {
    boolean doubled = found.code() == FindingCode.DUPLICATE;
    OptionalLong at = doubled ? found.targetOffset() : found.sourceOffset();
    boolean lost = found.code() == FindingCode.MISSING;
    if (found.isExplained() || at.isEmpty() || !doubled && !lost) {
      return found;
    }
    LogView log = doubled ? one.target() : one.source();
    Function<LogRecord, Print> print = doubled ? printer::ofTarget : printer::ofSource;
    try {
      long run = run(log, at.getAsLong(), print);
      long atLeast = doubled ? 3 : 2;
      return run < atLeast ? found : found.as(found.code(), text(run, doubled));
    } catch (RangeGone | ClusterException | DamagedBatch | ScanCancelled unread) {
      // It was found all the same; only the remark about it is lost.
      return found;
    }
  }

  private static String text(long run, boolean doubled) {
    return "it stands in a row of "
        + run
        + " equal records on the "
        + (doubled ? "target" : "source")
        + ": how many there are on either side is certain, which of them is "
        + (doubled ? "the surplus one" : "the lost one")
        + " is not";
  }

  /** How many records in a row, this one among them, are equal to it in every field. */
  private static long run(LogView log, long at, Function<LogRecord, Print> print) {
    LogBounds bounds = log.bounds();
    long from = Math.min(at, Math.max(bounds.start(), at - AROUND));
    // Beyond its end a reader would wait for records that nobody may ever write.
    long to = Math.max(from, Math.min(at + AROUND, bounds.stableEnd()));
    Iterator<LogRecord> records = log.read(new OffsetRange(from, to));
    long run = 0;
    long hash = 0;
    boolean passed = false;
    while (records.hasNext()) {
      Print record = print.apply(records.next());
      long full = record.record().full();
      if (run > 0 && full == hash) {
        run++;
      } else if (passed) {
        return run;
      } else {
        hash = full;
        run = 1;
      }
      passed = passed || record.offset() >= at;
    }
    return run;
  }
}
