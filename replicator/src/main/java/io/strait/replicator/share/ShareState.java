package io.strait.replicator.share;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the log of a shared link says up to one place: the plan that counts, and each slot's last
 * report with the time at which it was read. Not thread-safe.
 */
final class ShareState {
  /** A report and when it was read, in milliseconds of a monotonic clock. */
  record Heard(SlotReport report, long at) {}

  private final Map<Integer, Heard> reports = new TreeMap<>();
  private SharePlan plan = SharePlan.NONE;
  private boolean disputed;

  SharePlan plan() {
    return plan;
  }

  Map<Integer, Heard> reports() {
    return Map.copyOf(reports);
  }

  /** Takes the next plan of the log; one that was not made from the plan that counts is ignored. */
  void read(SharePlan next) {
    if (next.follows(plan)) {
      plan = next;
      disputed = false;
    } else {
      // It is the last one of its key now: cleaning the log would leave it and not the other.
      disputed = true;
    }
  }

  void read(SlotReport report, long at) {
    reports.put(report.slot(), new Heard(report, at));
  }

  /** Whether a plan that does not count stands behind the one that does. */
  boolean isDisputed() {
    return disputed;
  }

  /** By slot, the newest plan that its owner has followed. */
  Map<Integer, Long> settled() {
    return reports.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().report().settled()));
  }
}
