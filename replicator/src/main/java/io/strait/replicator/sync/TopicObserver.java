package io.strait.replicator.sync;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsResult;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads topics of one cluster and applies changes to them. */
public final class TopicObserver {
  /** Controllers refuse a request that makes too much at once (10,000 records by default). */
  private static final int BATCH_TOPICS = 200;

  private static final int BATCH_PARTITIONS = 2_000;

  /** Some thousand bytes each. */
  private static final int BATCH_CONFIGS = 500;

  private final Cluster cluster;

  /** Uses the cluster's admin client; does not close it. */
  public TopicObserver(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Those of the named topics that exist; needs DESCRIBE and DESCRIBE_CONFIGS on each. */
  public Map<String, TopicFacts> observe(Collection<String> topics) {
    return observe(topics, Map.of());
  }

  /**
   * What could be seen of several topics.
   *
   * @param facts of those that exist
   * @param hidden those that the credential may not see all of, and why
   */
  public record Observed(Map<String, TopicFacts> facts, Map<String, ClusterException> hidden) {}

  /**
   * The same, but what is known of a topic's configuration is taken as it is while the topic has
   * the same id: that answer is by far the largest, and rarely news.
   */
  public Map<String, TopicFacts> observe(Collection<String> topics, Map<String, TopicFacts> known) {
    Observed observed = survey(topics, known);
    observed.hidden().values().stream()
        .findFirst()
        .ifPresent(
            hidden -> {
              throw hidden;
            });
    return observed.facts();
  }

  /**
   * The same, but a topic that the credential may not see keeps no other from being seen.
   *
   * @throws ClusterException if the cluster cannot be asked
   */
  public Observed survey(Collection<String> topics, Map<String, TopicFacts> known) {
    Map<String, ClusterException> hidden = new HashMap<>();
    Map<String, TopicDescription> described = new HashMap<>();
    cluster
        .admin()
        .describeTopics(topics)
        .topicNameValues()
        .forEach(
            (topic, future) ->
                existing("describing topic '" + topic + "'", topic, future, hidden)
                    .ifPresent(description -> described.put(topic, description)));
    Map<String, TopicFacts> facts = new HashMap<>();
    described.forEach(
        (topic, one) -> {
          TopicFacts before = known.get(topic);
          if (before != null && before.id().equals(one.topicId())) {
            facts.put(topic, facts(one, before));
          }
        });
    Set<String> news = new HashSet<>(described.keySet());
    news.removeAll(facts.keySet());
    configs(news, hidden)
        .forEach((topic, config) -> facts.put(topic, facts(described.get(topic), config)));
    return new Observed(facts, hidden);
  }

  private static TopicFacts facts(TopicDescription description, TopicFacts before) {
    return new TopicFacts(
        description.name(),
        description.topicId(),
        description.partitions().size(),
        description.partitions().get(0).replicas().size(),
        before.ownConfigs(),
        before.effectiveConfigs());
  }

  /** Those of the named topics that exist; needs DESCRIBE on each. */
  public Set<String> present(Collection<String> topics) {
    Set<String> present = new HashSet<>();
    Map<String, ClusterException> hidden = new HashMap<>();
    cluster
        .admin()
        .describeTopics(topics)
        .topicNameValues()
        .forEach(
            (topic, future) ->
                existing("describing topic '" + topic + "'", topic, future, hidden)
                    .ifPresent(description -> present.add(topic)));
    hidden.values().stream()
        .findFirst()
        .ifPresent(
            error -> {
              throw error;
            });
    return present;
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
      create(List.of(create));
    } else if (change instanceof TopicChange.Grow grow) {
      grow(grow);
    } else if (change instanceof TopicChange.Refuse refuse) {
      throw new IllegalArgumentException(
          "topic '" + refuse.topic() + "' " + refuse.reason() + ": cannot be applied");
    }
  }

  /**
   * Creates topics with one call; one that exists is left as it is.
   *
   * @return what the cluster says about those that this call made, if it says so: it may be some
   *     time before {@link #observe} finds them
   */
  public Map<String, TopicFacts> create(Collection<TopicChange.Create> changes) {
    CreateTopicsResult result = ask(changes);
    Map<String, TopicFacts> made = new HashMap<>();
    result
        .values()
        .forEach(
            (topic, future) -> {
              if (isMade(topic, future)) {
                told(topic, result).ifPresent(facts -> made.put(topic, facts));
              }
            });
    return made;
  }

  private CreateTopicsResult ask(Collection<TopicChange.Create> changes) {
    List<NewTopic> topics =
        changes.stream()
            .map(
                change ->
                    new NewTopic(change.topic(), change.partitions(), (short) change.replicas())
                        .configs(change.configs()))
            .toList();
    return cluster.admin().createTopics(topics);
  }

  /**
   * What came of creating several topics.
   *
   * @param made as the cluster says, if it says so
   * @param failed why, by topic; the others exist
   */
  public record Created(Map<String, TopicFacts> made, Map<String, ClusterException> failed) {}

  /** The same as {@link #create}, in several calls, and one that cannot be made stops no other. */
  public Created createEach(Collection<TopicChange.Create> changes) {
    Map<String, TopicFacts> made = new HashMap<>();
    Map<String, ClusterException> failed = new HashMap<>();
    List<TopicChange.Create> batch = new ArrayList<>();
    int partitions = 0;
    for (TopicChange.Create change : changes) {
      if (batch.size() == BATCH_TOPICS || partitions + change.partitions() > BATCH_PARTITIONS) {
        create(batch, made, failed);
        batch.clear();
        partitions = 0;
      }
      batch.add(change);
      partitions += change.partitions();
    }
    create(batch, made, failed);
    return new Created(made, failed);
  }

  private void create(
      List<TopicChange.Create> batch,
      Map<String, TopicFacts> made,
      Map<String, ClusterException> failed) {
    if (batch.isEmpty()) {
      return;
    }
    CreateTopicsResult result = ask(batch);
    result
        .values()
        .forEach(
            (topic, future) -> {
              try {
                if (isMade(topic, future)) {
                  told(topic, result).ifPresent(facts -> made.put(topic, facts));
                }
              } catch (ClusterException e) {
                failed.put(topic, e);
              }
            });
  }

  private boolean isMade(String topic, KafkaFuture<Void> future) {
    try {
      cluster.await("creating topic '" + topic + "'", future);
      return true;
    } catch (ClusterException e) {
      // Another daemon was faster; the next comparison judges what it made.
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  /** Nothing from old clusters, and from those that keep it from this credential. */
  private Optional<TopicFacts> told(String topic, CreateTopicsResult result) {
    try {
      return Optional.of(
          facts(
              topic,
              cluster.await("reading its id", result.topicId(topic)),
              cluster.await("reading its partitions", result.numPartitions(topic)),
              cluster.await("reading its replicas", result.replicationFactor(topic)),
              cluster.await("reading its configuration", result.config(topic))));
    } catch (ClusterException e) {
      return Optional.empty();
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

  /** With few calls: a round trip for each topic would make a link of many topics start late. */
  private Map<String, Config> configs(
      Collection<String> topics, Map<String, ClusterException> hidden) {
    Map<String, Config> configs = new HashMap<>();
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    for (int from = 0; from < resources.size(); from += BATCH_CONFIGS) {
      cluster
          .admin()
          .describeConfigs(
              resources.subList(from, Math.min(resources.size(), from + BATCH_CONFIGS)))
          .values()
          .forEach(
              (resource, future) ->
                  existing(
                          "reading the configuration of topic '" + resource.name() + "'",
                          resource.name(),
                          future,
                          hidden)
                      .ifPresent(config -> configs.put(resource.name(), config)));
    }
    return configs;
  }

  private static TopicFacts facts(TopicDescription description, Config config) {
    return facts(
        description.name(),
        description.topicId(),
        description.partitions().size(),
        description.partitions().get(0).replicas().size(),
        config);
  }

  private static TopicFacts facts(
      String name, Uuid id, int partitions, int replicas, Config config) {
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
    return new TopicFacts(name, id, partitions, replicas, own, effective);
  }

  private <T> Optional<T> existing(
      String doing, String topic, KafkaFuture<T> future, Map<String, ClusterException> hidden) {
    try {
      return Optional.of(cluster.await(doing, future));
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      if (e.getCause() instanceof AuthorizationException) {
        hidden.put(topic, e);
        return Optional.empty();
      }
      throw e;
    }
  }
}
