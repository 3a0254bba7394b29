package io.strait.replicator.engine;

import io.strait.replicator.topology.RefusedTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Topics of the source that have the names of the link's topics, on either side, and are others.
 */
final class Strangers {
  static final Strangers NONE = new Strangers(Map.of());

  private final Map<String, String> reasons;

  private Strangers(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  /** Those of the pairs that a comparison with what the link knows refused. */
  static Strangers among(List<CopyPair> pairs, Continued continued) {
    Map<String, String> reasons = new TreeMap<>();
    pairs.stream()
        .filter(continued::refuses)
        .forEach(pair -> reasons.put(pair.source().topic(), continued.reason(pair)));
    return new Strangers(Map.copyOf(reasons));
  }

  /** Whether the topic of the source is one. */
  boolean have(String topic) {
    return reasons.containsKey(topic);
  }

  /** These and others that are refused, each once, by name. */
  List<RefusedTopic> and(List<RefusedTopic> others) {
    List<RefusedTopic> all = new ArrayList<>(others);
    reasons.forEach((topic, reason) -> all.add(new RefusedTopic(topic, reason)));
    Map<String, RefusedTopic> once = new TreeMap<>(Comparator.naturalOrder());
    all.forEach(one -> once.put(one.topic(), one));
    return List.copyOf(once.values());
  }
}
