package io.strait.validator.relation;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.Review;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says of a tombstone that is missing, or that has a value on the target, that its key is alive
 * there although the source has deleted it: where the tombstone is the key's last record on the
 * source, and the target's last record of that key has a value. Whoever rebuilds state from the
 * target is as wrong whether a cleaner ever runs there or not. In a row of lost records all are
 * MISSING: it is the row that was lost, not this deletion.
 *
 * <p>Looks at the findings that are kept, reads both logs at most once more, and neither where it
 * is longer than {@value #MOST} offsets. Any thread.
 */
public final class LostTombstones implements Review {
  private static final long MOST = 1 << 21;
  private static final long NEAR = 2;

  @Override
  public PartitionReport review(Case one, PartitionReport report) {
    try {
      Map<ByteBuffer, Long> deleted = tombstones(one, report);
      if (deleted.isEmpty()) {
        return report;
      }
      if (isLong(one.source().bounds()) || isLong(one.target().bounds())) {
        return report.noting(
            "tombstones are missing; whether their keys are alive was not looked at, for the logs"
                + " are longer than "
                + MOST
                + " offsets");
      }
      // The target first: what is rewritten and copied meanwhile is then known as rewritten.
      deleted.keySet().retainAll(alive(one, deleted.keySet()));
      if (!deleted.isEmpty()) {
        forgetRewritten(one, deleted);
      }
      return deleted.isEmpty() ? report : renamed(report, Set.copyOf(deleted.values()));
    } catch (ClusterException | RangeGone | ScanCancelled | DamagedBatch unread) {
      return report.noting(
          "whether keys of lost tombstones are alive is not known: " + unread.getMessage());
    }
  }

  private static boolean isCandidate(Finding finding) {
    boolean gone = finding.code() == FindingCode.MISSING || finding.code() == FindingCode.CORRUPT;
    return gone && !finding.isExplained() && finding.sourceOffset().isPresent();
  }

  private static boolean isAlone(Finding finding, PartitionReport report) {
    long at = finding.sourceOffset().getAsLong();
    return report.findings().stream()
        .filter(other -> other != finding && isCandidate(other))
        .mapToLong(other -> Math.abs(other.sourceOffset().getAsLong() - at))
        .noneMatch(distance -> distance <= NEAR);
  }

  /** Keys of the tombstones that were found to be lost, and the last place of each. */
  private static Map<ByteBuffer, Long> tombstones(Case one, PartitionReport report) {
    Map<ByteBuffer, Long> deleted = new HashMap<>();
    for (Finding finding : report.findings()) {
      if (isCandidate(finding) && isAlone(finding, report)) {
        long at = finding.sourceOffset().getAsLong();
        Iterator<LogRecord> read = one.source().read(new OffsetRange(at, at + 1));
        Optional<LogRecord> lost =
            read.hasNext() ? one.contract().expectation().expected(read.next()) : Optional.empty();
        if (lost.isPresent() && lost.get().value() == null && lost.get().key() != null) {
          deleted.merge(ByteBuffer.wrap(lost.get().key()), at, Math::max);
        }
      }
    }
    return deleted;
  }

  /** Leaves those whose tombstone is the last record of the source. */
  private static void forgetRewritten(Case one, Map<ByteBuffer, Long> deleted) {
    long first = deleted.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    Iterator<LogRecord> later = later(one.source(), first + 1);
    while (later.hasNext()) {
      one.contract()
          .expectation()
          .expected(later.next())
          .ifPresent(record -> forget(deleted, record));
    }
  }

  private static void forget(Map<ByteBuffer, Long> deleted, LogRecord record) {
    if (record.key() != null) {
      deleted.computeIfPresent(
          ByteBuffer.wrap(record.key()), (key, at) -> record.offset() > at ? null : at);
    }
  }

  /** Those whose last record on the target has a value. */
  private static Set<ByteBuffer> alive(Case one, Set<ByteBuffer> keys) {
    Map<ByteBuffer, Boolean> last = new HashMap<>();
    Iterator<LogRecord> records = later(one.target(), one.target().bounds().start());
    while (records.hasNext()) {
      LogRecord record = one.contract().expectation().seen(records.next());
      if (record.key() != null && keys.contains(ByteBuffer.wrap(record.key()))) {
        last.put(ByteBuffer.wrap(record.key()), record.value() != null);
      }
    }
    last.values().removeIf(alive -> !alive);
    return last.keySet();
  }

  private static Iterator<LogRecord> later(LogView log, long from) {
    return log.read(new OffsetRange(from, Math.max(from, log.bounds().stableEnd())));
  }

  private static boolean isLong(LogBounds bounds) {
    return bounds.stableEnd() - bounds.start() > MOST;
  }

  private static PartitionReport renamed(PartitionReport report, Set<Long> lost) {
    Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    counts.putAll(report.counts().byCode());
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (isCandidate(finding) && lost.contains(finding.sourceOffset().getAsLong())) {
        counts.merge(finding.code(), -1L, Long::sum);
        counts.merge(FindingCode.TOMBSTONE_LOST, 1L, Long::sum);
        findings.add(
            finding.as(
                FindingCode.TOMBSTONE_LOST,
                "the key was deleted on the source, and the target still has a value for it"));
      } else {
        findings.add(finding);
      }
    }
    findings.sort(Finding.ORDER);
    return report.with(new FindingCounts(counts), report.explained(), findings);
  }
}
