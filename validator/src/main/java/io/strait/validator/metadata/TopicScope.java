package io.strait.validator.metadata;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Moved;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which topics are judged, and what is declared about them.
 *
 * @param topics on both sides
 * @param fixed values that mirrors are declared to have, by key
 * @param undecided keys that the link leaves to the target, and why
 * @param settable the keys that whoever runs the target lets be set; empty: all
 * @param spread whether other partition counts are declared
 * @param applied what the link set on each mirror last, by target topic and key; empty where
 *     nothing is written down
 * @param unapplied who is named for a mirror that is not among them
 */
public record TopicScope(
    List<TopicMapping> topics,
    Map<String, String> fixed,
    Map<String, String> undecided,
    Optional<Set<String>> settable,
    boolean spread,
    Optional<Map<String, Map<String, String>>> applied,
    Moved unapplied) {
  /** Keeps copies. */
  public TopicScope {
    topics = List.copyOf(topics);
    fixed = Map.copyOf(fixed);
    undecided = Map.copyOf(undecided);
  }

  /** A copy about which nothing is declared and nothing written down. */
  public static TopicScope of(List<TopicMapping> topics) {
    return new TopicScope(
        topics, Map.of(), Map.of(), Optional.empty(), false, Optional.empty(), Moved.UNKNOWN);
  }
}
