package io.strait.validator.slo;

import io.strait.validator.audit.AuditSummary;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a link's audit has found so far into counts of what is new since the last look.
 *
 * <p>Events are source offsets of sealed ranges. What is proved or explained is good for all four
 * indicators; what a range could not be proved of is bad for completeness alone, once it has stayed
 * so for the deadline; each confirmed finding is bad for the one indicator that it belongs to. What
 * is not sealed yet, or merely suspected, is unknown. The first look only says where to begin. Used
 * by one thread.
 */
public final class ProofMeter {
  private final Duration within;
  private final Deque<Unproved> waiting = new ArrayDeque<>();
  private Optional<Sums> last = Optional.empty();

  private record Unproved(long offsets, Instant at) {}

  private record Sums(Map<State, Long> offsets, Map<FindingCode, Long> findings, long epoch) {}

  /** Knows nothing yet; {@code within} is how long unverifiable may last. */
  public ProofMeter(Duration within) {
    this.within = within;
  }

  /** What has become known since the last look. */
  public List<SliSample> look(AuditSummary summary, Instant now) {
    Sums known = new Sums(summary.totals().offsets(), summary.findings(), summary.epoch());
    Optional<Sums> before = last.filter(one -> one.epoch() == known.epoch());
    boolean isFirst = last.isEmpty();
    long previous = last.map(Sums::epoch).orElse(0L);
    last = Optional.of(known);
    if (before.isEmpty()) {
      // The next epoch may be this process's own, after a fault: what waits goes on waiting.
      if (isFirst || known.epoch() != previous + 1) {
        waiting.clear();
      }
      return List.of();
    }
    Map<Sli, Long> bad = bad(before.get(), known);
    long proved =
        rise(before.get(), known, State.PROVED) + rise(before.get(), known, State.EXPLAINED);
    long compared = proved + rise(before.get(), known, State.DIVERGENT);
    long overdue = overdue(change(before.get(), known, State.UNVERIFIABLE), now);
    List<SliSample> samples = new ArrayList<>();
    for (Sli sli : List.of(Sli.COMPLETENESS, Sli.CORRECTNESS, Sli.ORDER, Sli.DUPLICATES)) {
      long wrong = bad.getOrDefault(sli, 0L);
      long unproved = sli == Sli.COMPLETENESS ? overdue : 0;
      if (compared + wrong + unproved > 0) {
        samples.add(new SliSample(sli, Math.max(0, compared - wrong), wrong + unproved, now));
      }
    }
    return samples;
  }

  /** Offsets that have been unverifiable for longer than the deadline; each is counted once. */
  private long overdue(long change, Instant now) {
    if (change > 0) {
      waiting.add(new Unproved(change, now));
    }
    long taken = Math.max(0, -change);
    while (taken > 0 && !waiting.isEmpty()) {
      Unproved newest = waiting.removeLast();
      if (newest.offsets() > taken) {
        waiting.add(new Unproved(newest.offsets() - taken, newest.at()));
      }
      taken -= Math.min(taken, newest.offsets());
    }
    long overdue = 0;
    while (!waiting.isEmpty() && waiting.peek().at().plus(within).isBefore(now)) {
      overdue += waiting.remove().offsets();
    }
    return overdue;
  }

  private static Map<Sli, Long> bad(Sums before, Sums now) {
    Map<Sli, Long> bad = new EnumMap<>(Sli.class);
    long divergent = rise(before, now, State.DIVERGENT);
    if (divergent > 0 && now.findings().equals(before.findings())) {
      // The audit keeps no more findings, so nobody knows which: all of it counts.
      bad.put(Sli.CORRECTNESS, divergent);
    }
    now.findings()
        .forEach(
            (code, count) -> {
              long more = count - before.findings().getOrDefault(code, 0L);
              sli(code).filter(sli -> more > 0).ifPresent(sli -> bad.merge(sli, more, Long::sum));
            });
    return bad;
  }

  /** The indicator that a confirmed finding counts against. */
  private static Optional<Sli> sli(FindingCode code) {
    return switch (code) {
      case MISSING, TXN_TORN, TRUNCATED_SOURCE -> Optional.of(Sli.COMPLETENESS);
      case TRUNCATED_TARGET, RESET_TARGET -> Optional.of(Sli.COMPLETENESS);
      case REORDERED, KEY_ORDER, KEY_PARTITION -> Optional.of(Sli.ORDER);
      case DUPLICATE -> Optional.of(Sli.DUPLICATES);
      case CORRUPT, TOMBSTONE_LOST, HEADER, TIMESTAMP -> Optional.of(Sli.CORRECTNESS);
      case FOREIGN, ABORTED_VISIBLE, SHIFTED, RESET_SOURCE -> Optional.of(Sli.CORRECTNESS);
      case GROUP_SKIP, GROUP_REWIND, GROUP_MISSING -> Optional.empty();
      case TOPIC_MISSING, PARTITION_DRIFT, CONFIG_DRIFT -> Optional.empty();
      case ACL_DRIFT, QUOTA_DRIFT, SCHEMA_DRIFT, UNVERIFIABLE -> Optional.empty();
    };
  }

  private static long rise(Sums before, Sums now, State state) {
    return Math.max(0, change(before, now, state));
  }

  private static long change(Sums before, Sums now, State state) {
    return now.offsets().getOrDefault(state, 0L) - before.offsets().getOrDefault(state, 0L);
  }
}
