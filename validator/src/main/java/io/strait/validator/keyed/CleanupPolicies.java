package io.strait.validator.keyed;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks both clusters, once per topic, whether it is compacted. A policy that may not be read (it
 * takes DESCRIBE_CONFIGS on the topic) explains nothing: differences then stand as they are. Safe
 * for use by several threads.
 */
public final class CleanupPolicies implements Function<TopicMapping, Cleaners> {
  private static final Logger LOG = LoggerFactory.getLogger(CleanupPolicies.class);

  private final Cluster source;
  private final Cluster target;
  private final Map<TopicMapping, Cleaners> known = new ConcurrentHashMap<>();

  /** Asks nothing yet. */
  public CleanupPolicies(Cluster source, Cluster target) {
    this.source = source;
    this.target = target;
  }

  @Override
  public Cleaners apply(TopicMapping topic) {
    Cleaners cleaners = known.get(topic);
    if (cleaners != null) {
      return cleaners;
    }
    Optional<Boolean> onSource = isCompacted(source, topic.source());
    Optional<Boolean> onTarget = isCompacted(target, topic.target());
    Cleaners found = new Cleaners(onSource.orElse(false), onTarget.orElse(false));
    if (onSource.isPresent() && onTarget.isPresent()) {
      known.put(topic, found);
    }
    return found;
  }

  /** Empty, for this time, when the cluster does not say. */
  private static Optional<Boolean> isCompacted(Cluster cluster, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config =
          cluster.await(
              "reading the cleanup policy of topic '" + topic + "'",
              cluster.admin().describeConfigs(List.of(resource)).values().get(resource));
      ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
      return Optional.of(
          policy != null && policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT));
    } catch (ClusterException refused) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster.alias())
          .addKeyValue("topic", topic)
          .setCause(refused)
          .log("Cleanup policy unknown; differences are reported as if the topic kept all records");
      return Optional.empty();
    }
  }
}
