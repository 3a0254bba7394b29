package io.strait.replicator.sync;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads topics of one cluster and applies changes to them. */
public final class TopicObserver {
  private final Cluster cluster;

  /** Uses the cluster's admin client; does not close it. */
  public TopicObserver(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Those of the named topics that exist; needs DESCRIBE and DESCRIBE_CONFIGS on each. */
  public Map<String, TopicFacts> observe(Collection<String> topics) {
    Map<String, TopicDescription> described = new HashMap<>();
    cluster
        .admin()
        .describeTopics(topics)
        .topicNameValues()
        .forEach(
            (topic, future) ->
                existing("describing topic '" + topic + "'", future)
                    .ifPresent(description -> described.put(topic, description)));
    Map<String, TopicFacts> facts = new HashMap<>();
    Map<String, Config> configs = configs(described.keySet());
    described.forEach((topic, one) -> facts.put(topic, facts(one, configs.get(topic))));
    return facts;
  }

  /** How many brokers are alive. */
  public int brokers() {
    return cluster
        .await("describing the cluster", cluster.admin().describeCluster().nodes())
        .size();
  }

  /**
   * Applies one change; safe to repeat.
   *
   * @throws IllegalArgumentException for a refusal: there is nothing to apply
   */
  public void apply(TopicChange change) {
    if (change instanceof TopicChange.Create create) {
      create(create);
    } else if (change instanceof TopicChange.Grow grow) {
      grow(grow);
    } else if (change instanceof TopicChange.Refuse refuse) {
      throw new IllegalArgumentException(
          "topic '" + refuse.topic() + "' " + refuse.reason() + ": cannot be applied");
    }
  }

  private void create(TopicChange.Create create) {
    NewTopic topic =
        new NewTopic(create.topic(), create.partitions(), (short) create.replicas())
            .configs(create.configs());
    try {
      cluster.await(
          "creating topic '" + create.topic() + "'",
          cluster.admin().createTopics(List.of(topic)).all());
    } catch (ClusterException e) {
      // Another daemon was faster; the next comparison judges what it made.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void grow(TopicChange.Grow grow) {
    CreatePartitionsResult result =
        cluster
            .admin()
            .createPartitions(Map.of(grow.topic(), NewPartitions.increaseTo(grow.partitions())));
    try {
      cluster.await(
          "growing topic '" + grow.topic() + "' to " + grow.partitions() + " partitions",
          result.all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof InvalidPartitionsException)) {
        throw e;
      }
    }
  }

  /** With one call for all: a round trip for each would make a link of many topics start late. */
  private Map<String, Config> configs(Collection<String> topics) {
    Map<String, Config> configs = new HashMap<>();
    if (!topics.isEmpty()) {
      List<ConfigResource> resources =
          topics.stream()
              .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
              .toList();
      cluster
          .await(
              "reading the configuration of topics " + topics,
              cluster.admin().describeConfigs(resources).all())
          .forEach((resource, config) -> configs.put(resource.name(), config));
    }
    return configs;
  }

  private static TopicFacts facts(TopicDescription description, Config config) {
    Map<String, String> own = new HashMap<>();
    Map<String, String> effective = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        effective.put(entry.name(), entry.value());
        if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
          own.put(entry.name(), entry.value());
        }
      }
    }
    return new TopicFacts(
        description.name(),
        description.topicId(),
        description.partitions().size(),
        description.partitions().get(0).replicas().size(),
        own,
        effective);
  }

  private Optional<TopicDescription> existing(String doing, KafkaFuture<TopicDescription> future) {
    try {
      return Optional.of(cluster.await(doing, future));
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
