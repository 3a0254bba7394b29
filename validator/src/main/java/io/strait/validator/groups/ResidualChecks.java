package io.strait.validator.groups;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What is to be known of topics before and after positions are placed. One thread. */
final class ResidualChecks {
  private final Cluster source;
  private final Cluster target;

  ResidualChecks(Cluster source, Cluster target) {
    this.source = source;
    this.target = target;
  }

  /** Source topics that are compacted on either side, as far as that may be seen. */
  Set<String> compacted(List<TopicMapping> topics, List<Question> questions, List<String> notes) {
    Set<String> asked =
        questions.stream().map(one -> one.topic().source()).collect(Collectors.toSet());
    List<TopicMapping> meant =
        topics.stream().filter(topic -> asked.contains(topic.source())).toList();
    try {
      Set<String> here = compacted(source, meant.stream().map(TopicMapping::source).toList());
      Set<String> there = compacted(target, meant.stream().map(TopicMapping::target).toList());
      return meant.stream()
          .filter(topic -> here.contains(topic.source()) || there.contains(topic.target()))
          .map(TopicMapping::source)
          .collect(Collectors.toSet());
    } catch (ClusterException e) {
      notes.add(
          "which topics are compacted is not known (needs DESCRIBE_CONFIGS): " + e.getMessage());
      return Set.of();
    }
  }

  private static Set<String> compacted(Cluster cluster, Collection<String> topics) {
    Set<String> compacted = new HashSet<>();
    List<ConfigResource> asked =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    cluster
        .admin()
        .describeConfigs(asked)
        .values()
        .forEach(
            (topic, config) -> {
              String policy =
                  cluster
                      .await("reading the configuration of " + topic.name(), config)
                      .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                      .value();
              if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                compacted.add(topic.name());
              }
            });
    return compacted;
  }

  /** The latest leader epoch of the target's partitions on which a position carries one. */
  Map<TopicPartition, OptionalInt> epochs(List<Question> questions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    questions.stream()
        .filter(one -> one.target().filter(found -> found.epoch().isPresent()).isPresent())
        .forEach(one -> asked.put(one.there(), OffsetSpec.latest()));
    Map<TopicPartition, OptionalInt> latest = new HashMap<>();
    var answer = target.admin().listOffsets(asked);
    for (TopicPartition partition : asked.keySet()) {
      latest.put(partition, latest(partition, answer.partitionResult(partition)));
    }
    return latest;
  }

  private OptionalInt latest(TopicPartition partition, KafkaFuture<ListOffsetsResultInfo> asked) {
    try {
      Optional<Integer> epoch =
          target.await("asking for the leader epoch of " + partition, asked).leaderEpoch();
      return epoch.map(OptionalInt::of).orElse(OptionalInt.empty());
    } catch (ClusterException e) {
      return OptionalInt.empty();
    }
  }

  /** The one of a question's partition. */
  OptionalInt latest(Map<TopicPartition, OptionalInt> epochs, Question one) {
    return epochs.getOrDefault(one.there(), OptionalInt.empty());
  }

  /** A sentence about metadata strings that differ; no finding, for most clients write none. */
  Optional<String> metadata(List<Question> questions) {
    long different =
        questions.stream()
            .filter(
                one ->
                    one.target()
                        .filter(found -> !found.metadata().equals(one.source().metadata()))
                        .isPresent())
            .count();
    return different == 0
        ? Optional.empty()
        : Optional.of(different + " positions carry another metadata text than on the source");
  }
}
