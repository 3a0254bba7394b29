package io.strait.replicator.wire;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;

/**
 * A cluster as one broker sees it.
 *
 * @param clusterId the cluster's own id; empty if it has none
 * @param brokers those alive
 * @param topics those asked for, by name
 */
public record ClusterView(String clusterId, List<Node> brokers, Map<String, TopicView> topics) {
  /** Keeps copies. */
  public ClusterView {
    brokers = List.copyOf(brokers);
    topics = Map.copyOf(topics);
  }
}
