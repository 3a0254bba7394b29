package io.strait.ops.agent;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long topics keep records by their age; limits by size are not looked at. */
final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private Retention() {}

  /** The shortest retention in milliseconds; empty when none expires, or it may not be read. */
  static Optional<Long> least(
      Cluster cluster, List<TopicMapping> topics, Function<TopicMapping, String> name) {
    List<ConfigResource> resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, name.apply(topic)))
            .toList();
    try {
      return cluster
          .await(
              "reading how long topics keep records",
              cluster.admin().describeConfigs(resources).all())
          .values()
          .stream()
          .flatMap(config -> millis(config).stream())
          .min(Long::compare);
    } catch (ClusterException refused) {
      log.atWarn()
          .addKeyValue("cluster", cluster.alias())
          .setCause(refused)
          .log("Retention unknown; the certificate says nothing about when evidence expires");
      return Optional.empty();
    }
  }

  private static Optional<Long> millis(Config config) {
    ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
    if (policy != null && !policy.value().contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
      return Optional.empty();
    }
    return Optional.ofNullable(config.get(TopicConfig.RETENTION_MS_CONFIG))
        .map(ConfigEntry::value)
        .map(Long::parseLong)
        .filter(millis -> millis >= 0);
  }
}
