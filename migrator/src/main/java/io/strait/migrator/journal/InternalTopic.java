package io.strait.migrator.journal;

import io.strait.client.RouteTopics;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The internal topics that are written through kafka-clients, each with one partition, and the one
 * way to create them. A topic that exists already is left as it is.
 */
public enum InternalTopic {
  /** What was intended, done and decided; kept for ever. */
  JOURNAL(
      "strait.journal",
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1")),
  /** Commands of operators; kept for a day. */
  COMMANDS("strait.commands", Map.of("cleanup.policy", "delete", "retention.ms", "86400000")),
  /** Where clients go. */
  ROUTES(RouteTopics.ROUTES, Map.of("cleanup.policy", "compact")),
  /** What clients have acknowledged. */
  ACKS(RouteTopics.ACKS, Map.of("cleanup.policy", "compact")),
  /** What operators decided about running links. */
  FLOW("strait.flow", Map.of("cleanup.policy", "compact"));

  private static final int COPIES = 3;

  private final String topic;
  private final Map<String, String> configs;

  InternalTopic(String topic, Map<String, String> configs) {
    this.topic = topic;
    this.configs = configs;
  }

  /** The topic's name, the same on both clusters. */
  public String topic() {
    return topic;
  }

  /**
   * Creates the topic unless it exists. May be called by any thread, any number of times.
   *
   * @throws ClusterException if it can be neither created nor found
   */
  public void ensure(Cluster cluster) {
    try {
      int brokers =
          cluster.await("counting brokers", cluster.admin().describeCluster().nodes()).size();
      cluster.await(
          "creating topic " + topic, cluster.admin().createTopics(List.of(wanted(brokers))).all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /**
   * Three copies where there are three brokers, two of them at every write, and never a leader that
   * lacks what was acknowledged. Set here and not left to the brokers' defaults, which may lose the
   * journal or, with few brokers, refuse to write it.
   */
  NewTopic wanted(int brokers) {
    int copies = Math.max(1, Math.min(COPIES, brokers));
    Map<String, String> all = new HashMap<>(configs);
    all.put("min.insync.replicas", copies == COPIES ? "2" : "1");
    all.put("unclean.leader.election.enable", "false");
    return new NewTopic(topic, 1, (short) copies).configs(all);
  }
}
