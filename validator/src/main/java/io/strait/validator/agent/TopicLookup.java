package io.strait.validator.agent;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a cluster about topics. Needs DESCRIBE on them, and DESCRIBE_CONFIGS for the policy. */
final class TopicLookup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicLookup.class);

  private final Cluster cluster;

  TopicLookup(Cluster cluster) {
    this.cluster = cluster;
  }

  SideFacts facts(List<String> names) {
    String id = cluster.await("asking for its id", cluster.admin().describeCluster().clusterId());
    List<SideFacts.Topic> found = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        cluster.admin().describeTopics(names).topicNameValues();
    for (String name : names) {
      try {
        TopicDescription topic =
            cluster.await("describing topic '" + name + "'", answers.get(name));
        found.add(
            new SideFacts.Topic(
                name, topic.topicId().toString(), topic.partitions().size(), isCompacted(name)));
      } catch (ClusterException failed) {
        if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failed;
        }
      }
    }
    return new SideFacts(id, found);
  }

  OptionalLong firstAt(TopicPartition partition, long timestamp) {
    long offset =
        cluster
            .await(
                "asking for the first record of " + partition + " since " + timestamp,
                cluster
                    .admin()
                    .listOffsets(Map.of(partition, OffsetSpec.forTimestamp(timestamp)))
                    .partitionResult(partition))
            .offset();
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** A policy that may not be read explains nothing: the differences then stand as they are. */
  private boolean isCompacted(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      ConfigEntry policy =
          cluster
              .await(
                  "reading the cleanup policy of topic '" + topic + "'",
                  cluster.admin().describeConfigs(List.of(resource)).values().get(resource))
              .get(TopicConfig.CLEANUP_POLICY_CONFIG);
      return policy != null && policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    } catch (ClusterException refused) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster.alias())
          .addKeyValue("topic", topic)
          .setCause(refused)
          .log("Cleanup policy unknown; differences are reported as if the topic kept all records");
      return false;
    }
  }
}
