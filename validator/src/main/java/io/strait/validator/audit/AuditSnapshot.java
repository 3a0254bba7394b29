package io.strait.validator.audit;

import io.strait.validator.check.FindingCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A link's audit at one moment. Immutable.
 *
 * @param summary how it stands
 * @param positions how far each partition is, by topic and partition
 * @param ranges what is kept of what was sealed, by partition and offset
 * @param times how far event time is in each topic
 * @param windows windows and buckets, by topic and time
 * @param findings confirmed findings, by topic, partition and place
 */
public record AuditSnapshot(
    AuditSummary summary,
    List<PartitionPosition> positions,
    List<SealedRange> ranges,
    List<TopicTime> times,
    List<EventWindow> windows,
    List<AuditFinding> findings) {
  /** Keeps copies. */
  public AuditSnapshot {
    positions = List.copyOf(positions);
    ranges = List.copyOf(ranges);
    times = List.copyOf(times);
    windows = List.copyOf(windows);
    findings = List.copyOf(findings);
  }

  /**
   * What is stored, as somebody sees it who does not audit himself. Lag that nobody works off any
   * more is a problem.
   *
   * @param now milliseconds since the epoch
   */
  public static AuditSnapshot of(AuditState state, AuditLag lag, long now) {
    List<String> problems = new ArrayList<>(state.look().problems());
    boolean begun = state.owner().isPresent();
    long last = state.positions().stream().mapToLong(PartitionPosition::at).max().orElse(0);
    if (begun
        && lag.offsets() != 0
        && state.look().isStale(now)
        && now - last > state.look().staleAfter()) {
      problems.add(
          "nobody audits: the last look was stored at "
              + Instant.ofEpochMilli(state.look().at())
              + "; start the daemon that owns the link, or see why it cannot audit in its log");
    }
    return of(state, state.look().at(), lag, 0, problems, state.look().uncovered());
  }

  static AuditSnapshot of(
      AuditState state,
      long at,
      AuditLag lag,
      long doubts,
      List<String> problems,
      Uncovered uncovered) {
    AuditTotals totals = AuditTotals.NONE;
    long last = at;
    for (PartitionPosition position : state.positions()) {
      totals = totals.plus(position.totals());
      last = Math.max(last, position.at());
    }
    Map<FindingCode, Long> codes = new EnumMap<>(FindingCode.class);
    state.findings().forEach(one -> codes.merge(one.code(), one.count(), Long::sum));
    List<SealedRange> ranges = state.sealed();
    List<EventWindow> windows = state.windows().windows();
    long suspects = ranges.stream().filter(one -> one.state() == SealedRange.State.SUSPECT).count();
    AuditSummary summary =
        new AuditSummary(
            last,
            state.owner().map(AuditOwner::epoch).orElse(0L),
            totals,
            lag.offsets(),
            lag.millis(),
            suspects + doubts,
            codes,
            windows.stream().filter(window -> !window.tally().isEqual()).count(),
            windows.size(),
            problems,
            uncovered);
    return new AuditSnapshot(
        summary, state.positions(), ranges, state.windows().times(), windows, state.findings());
  }
}
