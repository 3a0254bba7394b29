package io.strait.ops.flow;

import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.PriorityClass;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator has decided about a link and the configuration no longer decides. Each part that
 * is empty still follows the configuration.
 *
 * @param bytesPerSecond the limit, 0 for none
 * @param pausedTopics all paused source topics
 * @param classes the class of each topic that is not normal
 * @param weights the weights that are not the defaults
 * @param at when it was last changed
 * @param by who changed it last
 */
public record OperatorFlow(
    Optional<Long> bytesPerSecond,
    Optional<Set<String>> pausedTopics,
    Optional<Map<String, PriorityClass>> classes,
    Optional<Map<PriorityClass, Integer>> weights,
    Instant at,
    String by) {
  /** Keeps copies. */
  public OperatorFlow {
    pausedTopics = pausedTopics.map(Set::copyOf);
    classes = classes.map(Map::copyOf);
    weights = weights.map(Map::copyOf);
  }

  /** The settings that hold: the operator's where there are any, else the configured ones. */
  public FlowSettings over(FlowSettings configured) {
    return new FlowSettings(
        bytesPerSecond.orElse(configured.bytesPerSecond()),
        pausedTopics.orElse(configured.pausedTopics()),
        classes.orElse(configured.classes()),
        weights.orElse(configured.weights()));
  }

  /**
   * What holds after a change.
   *
   * @param before what the operator had decided, if anything
   * @param configured what the configuration says
   */
  public static OperatorFlow after(
      Optional<OperatorFlow> before,
      FlowChange change,
      FlowSettings configured,
      Instant at,
      String by) {
    FlowSettings now = before.map(flow -> flow.over(configured)).orElse(configured);
    boolean pauses = !change.pause().isEmpty() || !change.resume().isEmpty();
    Optional<Set<String>> paused =
        pauses
            ? Optional.of(now.pausing(change.pause()).resuming(change.resume()).pausedTopics())
            : before.flatMap(OperatorFlow::pausedTopics);
    return new OperatorFlow(
        change.bytesPerSecond().or(() -> before.flatMap(OperatorFlow::bytesPerSecond)),
        paused,
        change.classes().or(() -> before.flatMap(OperatorFlow::classes)),
        change.weights().or(() -> before.flatMap(OperatorFlow::weights)),
        at,
        by);
  }
}
