package io.strait.ops.view;

import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.TakenAction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a link keeps what is promised about it.
 *
 * @param link which
 * @param owner whether this process measures it; others tell what the owner has stored
 * @param at when it was judged
 * @param objectives what is promised
 * @param evaluations one for each objective, in their order
 * @param unmeasured why nothing is known about an objective, where that is so
 * @param actions what was taken, lifted or not
 * @param grants by their end; those that ended within a day included
 * @param counted events that this process has counted since it started
 * @param problems what keeps something from being measured or remembered, one sentence each
 */
public record SloStatus(
    LinkName link,
    boolean owner,
    Instant at,
    Objectives objectives,
    List<Evaluation> evaluations,
    Map<Sli, String> unmeasured,
    List<Action> actions,
    List<Grant> grants,
    Map<Sli, Counts> counted,
    List<String> problems) {
  /**
   * An action.
   *
   * @param taken what, since when and why
   * @param lifted the grant that lifts it now
   * @param effect what it does or would do, one sentence
   */
  public record Action(TakenAction taken, Optional<Grant> lifted, String effect) {}

  /** Keeps copies. */
  public SloStatus {
    evaluations = List.copyOf(evaluations);
    unmeasured = Map.copyOf(unmeasured);
    actions = List.copyOf(actions);
    grants = List.copyOf(grants);
    counted = Map.copyOf(counted);
    problems = List.copyOf(problems);
  }
}
