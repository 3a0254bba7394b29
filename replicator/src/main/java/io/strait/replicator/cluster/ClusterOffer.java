package io.strait.replicator.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster's brokers can do, by their own word.
 *
 * @param newest the newest version of each API that all brokers know, by the API's name in Kafka's
 *     protocol such as {@code Fetch}; an API that one of them lacks is not there
 * @param features finalized levels of features, such as {@code transaction.version}
 */
public record ClusterOffer(Map<String, Integer> newest, Map<String, Integer> features) {
  /** Keeps copies. */
  public ClusterOffer {
    newest = Map.copyOf(newest);
    features = Map.copyOf(features);
  }

  /** What all of these brokers can do; they may be of different releases during an upgrade. */
  public static ClusterOffer common(Collection<ClusterOffer> brokers) {
    return new ClusterOffer(
        least(brokers.stream().map(ClusterOffer::newest).toList()),
        least(brokers.stream().map(ClusterOffer::features).toList()));
  }

  private static Map<String, Integer> least(Collection<Map<String, Integer>> all) {
    Map<String, Integer> least = new TreeMap<>();
    all.stream().findFirst().ifPresent(least::putAll);
    for (Map<String, Integer> one : all) {
      least.keySet().retainAll(one.keySet());
      least.replaceAll((name, level) -> Math.min(level, one.get(name)));
    }
    return least;
  }

  boolean has(String api, int version) {
    return newest.getOrDefault(api, -1) >= version;
  }

  boolean reaches(String feature, int level) {
    return features.getOrDefault(feature, 0) >= level;
  }
}
