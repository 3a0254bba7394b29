package io.strait.ops.verify;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which target topics replace timestamps by the time of the append. */
final class StampingTopics {
  private static final String APPEND = "LogAppendTime";

  private StampingTopics() {}

  /** Asks for all at once; a topic whose settings may not be read counts as one that does not. */
  static Set<String> of(Cluster target, List<TopicMapping> topics, Set<String> notes) {
    List<ConfigResource> resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.target()))
            .toList();
    Set<String> stamping = new HashSet<>();
    if (resources.isEmpty()) {
      return stamping;
    }
    Map<ConfigResource, KafkaFuture<Config>> answers =
        new HashMap<>(target.admin().describeConfigs(resources).values());
    answers.forEach(
        (resource, answer) -> {
          try {
            Config config =
                target.await("reading the settings of topic '" + resource.name() + "'", answer);
            ConfigEntry type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
            if (type != null && APPEND.equals(type.value())) {
              stamping.add(resource.name());
            }
          } catch (ClusterException refused) {
            if (!(refused.getCause() instanceof UnknownTopicOrPartitionException)) {
              notes.add(
                  "whether topics of '"
                      + target.alias()
                      + "' stamp append time is not known ("
                      + refused.getMessage()
                      + "); grant DESCRIBE_CONFIGS on them, or say 'verify: {timestamps: ...}'");
            }
          }
        });
    return stamping;
  }
}
