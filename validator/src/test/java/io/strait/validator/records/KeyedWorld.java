package io.strait.validator.records;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.keyed.CompactedJudge;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import io.strait.validator.relation.ContentStarts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs of keyed records, and a cleaner that does what a broker's does. */
final class KeyedWorld {
  static final Cleaners BOTH = new Cleaners(true, true);
  static final ScanOptions OPTIONS = ScanOptions.defaults().withWindow(32).withSeed(17);

  private KeyedWorld() {}

  static LogRecord put(String key, String value) {
    return new LogRecord(0, 1_000, MemoryLog.bytes(key), MemoryLog.bytes(value), List.of());
  }

  static LogRecord tombstone(String key) {
    return new LogRecord(0, 1_000, MemoryLog.bytes(key), null, List.of());
  }

  static MemoryLog log(LogRecord... records) {
    return MemoryLog.of(0, 0).rewrite(List.of(records));
  }

  /**
   * Removes what is superseded below an offset, as a cleaner does that has got so far, and where
   * wanted the tombstones that are the latest of their keys there.
   */
  static void clean(MemoryLog log, long to, boolean tombstones) {
    Map<String, Long> latest = new HashMap<>();
    for (LogRecord record : log.content()) {
      if (record.offset() < to && record.key() != null) {
        latest.put(new String(record.key()), record.offset());
      }
    }
    log.content()
        .removeIf(
            record ->
                record.offset() < to
                    && (record.key() == null
                        || latest.get(new String(record.key())) > record.offset()
                        || tombstones && record.value() == null));
  }

  static PartitionJudge plain() {
    return one -> new PartitionCheck(one, new ContentStarts(), Clock.systemUTC()).run();
  }

  static PartitionReport check(LogView source, LogView target) {
    return check(source, target, OffsetClaim.EQUAL, BOTH);
  }

  static PartitionReport check(
      LogView source, LogView target, OffsetClaim claim, Cleaners cleaners) {
    return check(source, target, claim, cleaners, 1 << 16);
  }

  static PartitionReport check(
      LogView source, LogView target, OffsetClaim claim, Cleaners cleaners, int capacity) {
    return check(source, target, claim, cleaners, capacity, 0);
  }

  static PartitionReport check(
      LogView source,
      LogView target,
      OffsetClaim claim,
      Cleaners cleaners,
      int capacity,
      long held) {
    return new CompactedJudge(
            plain(),
            topic -> cleaners,
            io.strait.validator.judge.StartFinder.LOG_STARTS,
            capacity,
            held)
        .judge(one(source, target, claim));
  }

  static Case one(LogView source, LogView target, OffsetClaim claim) {
    Subject subject = new Subject(TopicMapping.same("t"), 0, true, true);
    Contract contract = Contract.PLAIN.with(claim);
    return new Case(subject, source, target, contract, OPTIONS, Optional.empty());
  }

  static List<LogRecord> mutable(MemoryLog log) {
    return new ArrayList<>(log.content());
  }
}
