package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Where the logs of one cluster's partitions begin and end, asked so that a partition without a
 * leader or a topic that is not there holds up none of the others. One use, one thread.
 */
final class LogBounds {
  /** The log of one partition. */
  record Log(Uuid topicId, long start, long end) {}

  private final Cluster cluster;
  private final Set<TopicPartition> partitions;
  private final Map<String, KafkaFuture<TopicDescription>> described;
  private final Map<TopicPartition, String> problems = new HashMap<>();
  private final Map<TopicPartition, Uuid> present = new HashMap<>();
  private Optional<ListOffsetsResult> starts = Optional.empty();
  private Optional<ListOffsetsResult> ends = Optional.empty();

  /** Asks for the topics. */
  LogBounds(Cluster cluster, Set<TopicPartition> partitions) {
    this.cluster = cluster;
    this.partitions = partitions;
    Set<String> topics =
        partitions.stream()
            .map(TopicPartition::topic)
            .collect(Collectors.toCollection(TreeSet::new));
    this.described = cluster.admin().describeTopics(topics).topicNameValues();
  }

  /** Waits for the topics and asks for where the logs begin and end. */
  void ask() {
    Map<String, Optional<TopicDescription>> topics = new HashMap<>();
    Map<String, String> wrong = new HashMap<>();
    described.forEach(
        (topic, future) -> {
          try {
            topics.put(
                topic, Optional.of(cluster.await("describing topic '" + topic + "'", future)));
          } catch (ClusterException e) {
            topics.put(topic, Optional.empty());
            wrong.put(topic, e.getMessage());
          }
        });
    for (TopicPartition partition : partitions) {
      find(partition, topics.get(partition.topic()), wrong);
    }
    starts = Optional.of(list(OffsetSpec.earliest()));
    ends = Optional.of(list(OffsetSpec.latest()));
  }

  private void find(
      TopicPartition partition, Optional<TopicDescription> topic, Map<String, String> wrong) {
    if (topic.isEmpty()) {
      problems.put(partition, wrong.get(partition.topic()));
    } else if (topic.get().partitions().size() <= partition.partition()) {
      problems.put(
          partition,
          "cluster '"
              + cluster.alias()
              + "' has only "
              + topic.get().partitions().size()
              + " partitions of topic '"
              + partition.topic()
              + "'");
    } else if (topic.get().partitions().get(partition.partition()).leader() == null) {
      problems.put(
          partition, partition + " has no leader on cluster '" + cluster.alias() + "' at present");
    } else {
      present.put(partition, topic.get().topicId());
    }
  }

  private ListOffsetsResult list(OffsetSpec spec) {
    return cluster
        .admin()
        .listOffsets(present.keySet().stream().collect(Collectors.toMap(p -> p, p -> spec)));
  }

  /** Waits for the answers; what is missing here is among the {@link #problems}. */
  Map<TopicPartition, Log> logs() {
    Map<TopicPartition, Log> logs = new HashMap<>();
    present.forEach(
        (partition, id) -> {
          try {
            logs.put(
                partition,
                new Log(
                    id,
                    offset(starts.orElseThrow(), partition),
                    offset(ends.orElseThrow(), partition)));
          } catch (ClusterException e) {
            problems.put(partition, e.getMessage());
          }
        });
    return logs;
  }

  /** Why a partition has no log here. */
  Map<TopicPartition, String> problems() {
    return problems;
  }

  private long offset(ListOffsetsResult from, TopicPartition partition) {
    return cluster
        .await(
            "asking where the log of " + partition + " begins and ends",
            from.partitionResult(partition))
        .offset();
  }
}
