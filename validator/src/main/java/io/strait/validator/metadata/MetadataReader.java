package io.strait.validator.metadata;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.metadata.TopicView.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/** Reads what a cluster has besides records. Any thread. */
public final class MetadataReader {
  private static final int BATCH = 500;

  private final Cluster cluster;

  /** Asks nothing yet; does not close the cluster. */
  public MetadataReader(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Topics as they were found.
   *
   * @param found by name; those that do not exist are not among them
   * @param hidden by name: why a topic could not be read
   */
  public record Topics(Map<String, TopicView> found, Map<String, String> hidden) {}

  /** Reads these topics; needs DESCRIBE and DESCRIBE_CONFIGS on each. */
  public Topics topics(Collection<String> names) {
    Topics topics = new Topics(new HashMap<>(), new TreeMap<>());
    List<String> all = new ArrayList<>(new HashSet<>(names));
    for (int from = 0; from < all.size(); from += BATCH) {
      batch(all.subList(from, Math.min(all.size(), from + BATCH)), topics);
    }
    return topics;
  }

  private void batch(List<String> names, Topics into) {
    Map<String, KafkaFuture<TopicDescription>> described =
        cluster.admin().describeTopics(names).topicNameValues();
    Map<ConfigResource, KafkaFuture<Config>> configured =
        cluster
            .admin()
            .describeConfigs(
                names.stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList())
            .values();
    for (String name : names) {
      try {
        TopicDescription one =
            cluster.await("describing topic '" + name + "'", described.get(name));
        Config config =
            cluster.await(
                "reading the configuration of '" + name + "' (needs DESCRIBE_CONFIGS on it)",
                configured.get(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        into.found().put(name, view(one, config));
      } catch (ClusterException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          into.hidden().put(name, e.getMessage());
        }
      }
    }
  }

  private static TopicView view(TopicDescription one, Config config) {
    Map<String, Setting> settings = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        settings.put(
            entry.name(),
            new Setting(entry.value(), entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG));
      }
    }
    return new TopicView(
        one.partitions().size(), one.partitions().get(0).replicas().size(), settings);
  }

  /**
   * All ACLs; empty where there is no authorizer.
   *
   * @throws ClusterException if the cluster does not answer or refuses
   */
  public Optional<Set<AclBinding>> acls() {
    try {
      return Optional.of(
          new HashSet<>(
              cluster.await(
                  "reading ACLs (needs DESCRIBE on the cluster)",
                  cluster.admin().describeAcls(AclBindingFilter.ANY).values())));
    } catch (ClusterException e) {
      if (e.getCause() instanceof SecurityDisabledException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * All quotas.
   *
   * @throws ClusterException if the cluster does not answer or refuses
   */
  public Map<ClientQuotaEntity, Map<String, Double>> quotas() {
    return cluster.await(
        "reading quotas (needs DESCRIBE_CONFIGS on the cluster)",
        cluster.admin().describeClientQuotas(ClientQuotaFilter.all()).entities());
  }
}
