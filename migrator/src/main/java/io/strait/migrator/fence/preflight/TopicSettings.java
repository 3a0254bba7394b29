package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/** What the topics of one cluster are set to, as far as a link of either direction refuses it. */
final class TopicSettings {
  private final Cluster cluster;
  private final String principal;

  TopicSettings(Cluster cluster, String principal) {
    this.cluster = cluster;
    this.principal = principal;
  }

  /** Findings on topics that exist. */
  List<FenceFinding> on(Collection<String> topics) {
    List<ConfigResource> asked =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    List<FenceFinding> findings = new ArrayList<>();
    try {
      cluster
          .await("reading the settings of " + topics, cluster.admin().describeConfigs(asked).all())
          .forEach(
              (topic, config) -> {
                Map<String, String> settings = new HashMap<>();
                config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
                findings.addAll(judged(cluster.alias().value(), topic.name(), settings));
              });
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
      findings.add(
          new Permission(
                  AclOperation.DESCRIBE_CONFIGS,
                  ResourceType.TOPIC,
                  String.join(",", topics),
                  "cleanup.policy and message.timestamp.type could not be looked at")
              .advised(cluster.alias().value(), principal));
    }
    return findings;
  }

  /** Pure: what these settings mean for a wave, on whichever side the topic is. */
  static List<FenceFinding> judged(String cluster, String topic, Map<String, String> settings) {
    List<FenceFinding> findings = new ArrayList<>();
    String policy = String.valueOf(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG));
    if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      findings.add(
          FenceFinding.blocking(
              "TOPIC_COMPACTED",
              topic,
              "topic '"
                  + topic
                  + "' has cleanup.policy="
                  + policy
                  + " on cluster '"
                  + cluster
                  + "'",
              "take it out of the wave: compacted topics are mirrored, but two logs that are"
                  + " compacted at different times cannot be compared record by record yet, and"
                  + " nothing is moved without that proof"));
    }
    String time = String.valueOf(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
    if (time.equals("LogAppendTime")) {
      findings.add(
          FenceFinding.blocking(
              "LOG_APPEND_TIME",
              topic,
              "topic '"
                  + topic
                  + "' has message.timestamp.type=LogAppendTime on cluster '"
                  + cluster
                  + "': a link that copies to it, which a source needs for the way back, could not"
                  + " keep the records' timestamps",
              "set message.timestamp.type=CreateTime on it, or take it out of the wave"));
    }
    return findings;
  }

  /**
   * Mirrors that end later than their source; the target is read first, so copying is no excuse.
   */
  static List<FenceFinding> foreign(
      Cluster source,
      TopicCheck.Side left,
      Cluster target,
      TopicCheck.Side right,
      List<TopicMapping> topics) {
    Map<TopicPartition, Long> copies = ends(target, right);
    Map<TopicPartition, Long> own = ends(source, left);
    Map<String, Long> beyond = new TreeMap<>();
    for (TopicMapping mapping : topics) {
      copies.forEach(
          (partition, end) -> {
            Long there = own.get(new TopicPartition(mapping.source(), partition.partition()));
            if (partition.topic().equals(mapping.target()) && there != null && end > there) {
              beyond.merge(partition.topic(), end - there, Long::sum);
            }
          });
    }
    return beyond.entrySet().stream().map(TopicSettings::foreign).toList();
  }

  private static FenceFinding foreign(Map.Entry<String, Long> topic) {
    return FenceFinding.blocking(
        "FOREIGN_RECORDS",
        topic.getKey(),
        "topic '"
            + topic.getKey()
            + "' ends "
            + topic.getValue()
            + " offsets later on the target than on the source: it holds records that no link"
            + " copied",
        "delete the target topic and let the link create it, or map to a new name");
  }

  private static Map<TopicPartition, Long> ends(Cluster cluster, TopicCheck.Side side) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (TopicDescription topic : side.found().values()) {
      topic
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    }
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    cluster
        .await("reading log ends", cluster.admin().listOffsets(asked).all())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }
}
