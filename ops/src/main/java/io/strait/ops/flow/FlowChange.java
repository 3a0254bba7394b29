package io.strait.ops.flow;

import io.strait.replicator.engine.PriorityClass;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator asks for; what is not named stays as it is.
 *
 * @param bytesPerSecond new limit, 0 for none
 * @param pause source topics to pause
 * @param resume source topics to resume
 * @param classes the class of each topic that is not normal; replaces what there was
 * @param weights the weights that are not the defaults; replaces what there was
 */
public record FlowChange(
    Optional<Long> bytesPerSecond,
    Set<String> pause,
    Set<String> resume,
    Optional<Map<String, PriorityClass>> classes,
    Optional<Map<PriorityClass, Integer>> weights) {
  /** Keeps copies. */
  public FlowChange {
    pause = Set.copyOf(pause);
    resume = Set.copyOf(resume);
    classes = classes.map(Map::copyOf);
    weights = weights.map(Map::copyOf);
  }

  /** Only another limit. */
  public static FlowChange rate(ByteRate rate) {
    return new FlowChange(
        Optional.of(rate.bytesPerSecond()), Set.of(), Set.of(), Optional.empty(), Optional.empty());
  }

  /** Only these topics paused. */
  public static FlowChange pausing(Set<String> topics) {
    return new FlowChange(Optional.empty(), topics, Set.of(), Optional.empty(), Optional.empty());
  }

  /** Only these topics resumed. */
  public static FlowChange resuming(Set<String> topics) {
    return new FlowChange(Optional.empty(), Set.of(), topics, Optional.empty(), Optional.empty());
  }

  /** For the audit line: what is asked for, and nothing else. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    bytesPerSecond.ifPresent(rate -> text.append("rate ").append(new ByteRate(rate)).append(' '));
    if (!pause.isEmpty()) {
      text.append("pause ").append(new java.util.TreeSet<>(pause)).append(' ');
    }
    if (!resume.isEmpty()) {
      text.append("resume ").append(new java.util.TreeSet<>(resume)).append(' ');
    }
    classes.ifPresent(
        all -> text.append("classes ").append(new java.util.TreeMap<>(all)).append(' '));
    weights.ifPresent(
        all -> text.append("weights ").append(new java.util.TreeMap<>(all)).append(' '));
    return text.toString().strip();
  }
}
