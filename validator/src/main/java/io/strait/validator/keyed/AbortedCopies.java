package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes back explanations for target records that the source holds in aborted transactions: an
 * offset without a committed record was then not left by a cleaner. One thread.
 */
final class AbortedCopies {
  private static final int MOST = 1 << 18;

  private AbortedCopies() {}

  static void unhide(SideLog source, SideLog target, Printer printer, Removed removed) {
    if (removed.fromSource.isEmpty() && removed.undeleted.isEmpty()) {
      return;
    }
    Set<Long> aborted = aborted(source, printer::ofSource);
    Iterator<Print> records = aborted.isEmpty() ? null : target.read();
    while (records != null && records.hasNext()) {
      Print print = records.next();
      if (aborted.contains(print.record().full())) {
        removed.isOnSourceAfterAll(print.offset());
      }
    }
  }

  /** Reads all data and the committed data in step: what is in the first only was aborted. */
  private static Set<Long> aborted(SideLog source, Function<LogRecord, Print> printer) {
    OffsetRange range = new OffsetRange(source.bounds().start(), source.bounds().stableEnd());
    Iterator<LogRecord> all = source.view().readAll(range);
    Iterator<Print> committed = source.read();
    Set<Long> aborted = new HashSet<>();
    long next = committed.hasNext() ? committed.next().offset() : Long.MAX_VALUE;
    while (all.hasNext() && aborted.size() < MOST) {
      LogRecord record = all.next();
      while (next < record.offset()) {
        next = committed.hasNext() ? committed.next().offset() : Long.MAX_VALUE;
      }
      if (next > record.offset()) {
        aborted.add(printer.apply(record).record().full());
      }
    }
    return aborted;
  }
}
