package io.strait.ops.view;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TwinPlan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one comparison of an aspect came to, and what was applied before it, if anything.
 *
 * @param aspect what was compared
 * @param plan the last comparison; empty if there was none
 * @param outcomes what came of applying the comparison before
 * @param error why nothing could be compared or applied, and what to do about it
 */
public record AspectReport(
    Aspect aspect, Optional<TwinPlan> plan, List<Outcome> outcomes, Optional<String> error) {
  /** Keeps a copy. */
  public AspectReport {
    outcomes = List.copyOf(outcomes);
  }

  /** What differs; nothing if it is not known. */
  public List<Difference> differences() {
    return plan.map(TwinPlan::differences).orElse(List.of());
  }

  /** How many differences there are of each handling; none that has none. */
  public Map<Handling, Long> counts() {
    Map<Handling, Long> counts = new EnumMap<>(Handling.class);
    differences().forEach(one -> counts.merge(one.handling(), 1L, Long::sum));
    return counts;
  }

  /** Outcomes that failed. */
  public List<Outcome> failed() {
    return outcomes.stream().filter(outcome -> !outcome.done()).toList();
  }

  /** Whether nothing is left to do for anybody; what is staged waits for a promotion. */
  public boolean isTwin() {
    return error.isEmpty()
        && failed().isEmpty()
        && differences().stream().allMatch(one -> one.handling() == Handling.STAGED);
  }

  /** What an apply would close. */
  public List<Difference> toApply() {
    return differences().stream().filter(Difference::applies).toList();
  }
}
