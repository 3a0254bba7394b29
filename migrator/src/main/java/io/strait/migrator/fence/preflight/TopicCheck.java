package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/** Which topics of a wave one cluster has, and what the credential may do with them. */
final class TopicCheck {
  private final Cluster cluster;
  private final String principal;

  TopicCheck(Cluster cluster, String principal) {
    this.cluster = cluster;
    this.principal = principal;
  }

  /**
   * The topics of one side.
   *
   * @param found those that exist and are visible
   * @param findings about the others; a missing one has the code {@code TOPIC_MISSING}
   */
  record Side(Map<String, TopicDescription> found, List<FenceFinding> findings) {}

  /** Each topic is asked for by itself, so that one missing topic hides no other. */
  Side look(Collection<String> topics) {
    Map<String, TopicDescription> found = new TreeMap<>();
    List<FenceFinding> findings = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> asked =
        cluster
            .admin()
            .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    asked.forEach(
        (topic, call) -> {
          try {
            found.put(topic, cluster.await("describing topic '" + topic + "'", call));
          } catch (ClusterException e) {
            findings.add(refused(topic, e));
          }
        });
    return new Side(found, findings);
  }

  /** Topics whose partitions differ between the sides. */
  static List<FenceFinding> compared(List<TopicMapping> topics, Side source, Side target) {
    List<FenceFinding> findings = new ArrayList<>();
    for (TopicMapping mapping : topics) {
      TopicDescription left = source.found().get(mapping.source());
      TopicDescription right = target.found().get(mapping.target());
      if (left != null && right != null && left.partitions().size() != right.partitions().size()) {
        findings.add(differing(mapping, left.partitions().size(), right.partitions().size()));
      }
    }
    return findings;
  }

  /** A link adds partitions to a mirror that has fewer; nobody can take them away. */
  static FenceFinding differing(TopicMapping mapping, int source, int target) {
    String text =
        "topic '"
            + mapping.source()
            + "' has "
            + source
            + " partitions on the source and "
            + target
            + " on the target";
    return target > source
        ? FenceFinding.blocking(
            "PARTITIONS_DIFFER",
            mapping.source(),
            text,
            "delete the mirror topic '"
                + mapping.target()
                + "' and let the link create it, or map to a new name")
        : FenceFinding.warning(
            "PARTITIONS_DIFFER",
            mapping.source(),
            text,
            "nothing: the link brings the target to the same number");
  }

  private FenceFinding refused(String topic, ClusterException e) {
    if (e.getCause() instanceof UnknownTopicOrPartitionException) {
      return FenceFinding.blocking(
          "TOPIC_MISSING",
          topic,
          "cluster '" + cluster.alias() + "' has no topic '" + topic + "'",
          "create it, or take it out of the wave");
    }
    if (e.getCause() instanceof TopicAuthorizationException) {
      return new Permission(
              AclOperation.DESCRIBE, ResourceType.TOPIC, topic, "it could not even be seen")
          .missing(cluster.alias().value(), principal);
    }
    throw e;
  }
}
