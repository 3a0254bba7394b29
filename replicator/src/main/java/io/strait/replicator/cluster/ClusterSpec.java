package io.strait.replicator.cluster;

import io.strait.replicator.topology.ClusterAlias;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to reach a cluster under one credential.
 *
 * @param alias the operator's name for the cluster
 * @param bootstrap {@code host:port[,host:port...]}
 * @param properties kafka-clients security and connection properties with all secrets resolved
 */
public record ClusterSpec(ClusterAlias alias, String bootstrap, Map<String, String> properties) {
  /** Refuses a blank bootstrap. */
  public ClusterSpec {
    properties = Map.copyOf(properties);
    if (bootstrap.isBlank()) {
      throw new IllegalArgumentException(
          "cluster '" + alias + "': bootstrap is empty; give host:port[,host:port...]");
    }
  }

  /** The same cluster under another credential: the overlay wins key by key. */
  public ClusterSpec with(Map<String, String> overlay) {
    Map<String, String> merged = new TreeMap<>(properties);
    merged.putAll(overlay);
    return new ClusterSpec(alias, bootstrap, merged);
  }

  /** Names the property keys but none of their values: they may be secret. */
  @Override
  public String toString() {
    return "ClusterSpec["
        + alias
        + " at "
        + bootstrap
        + ", properties "
        + new TreeMap<>(properties).keySet()
        + "]";
  }
}
