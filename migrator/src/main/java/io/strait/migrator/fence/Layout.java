package io.strait.migrator.fence;

import io.strait.replicator.cluster.Cluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Where the partitions of the fenced topics lie.
 *
 * @param topicIds the identity of each topic: a re-created topic has another one
 * @param replicas node ids that hold each partition
 * @param inSync whether all replicas of a partition are in sync
 */
record Layout(
    Map<String, String> topicIds,
    Map<TopicPartition, Set<Integer>> replicas,
    Map<TopicPartition, Boolean> inSync) {

  static Layout read(Cluster cluster, Collection<String> topics) {
    Map<String, TopicDescription> descriptions =
        cluster.await(
            "describing topics " + topics, cluster.admin().describeTopics(topics).allTopicNames());
    Map<String, String> ids = new HashMap<>();
    Map<TopicPartition, Set<Integer>> replicas = new HashMap<>();
    Map<TopicPartition, Boolean> inSync = new HashMap<>();
    descriptions.forEach(
        (topic, description) -> {
          ids.put(topic, description.topicId().toString());
          for (TopicPartitionInfo info : description.partitions()) {
            TopicPartition partition = new TopicPartition(topic, info.partition());
            Set<Integer> holders =
                info.replicas().stream().map(Node::id).collect(Collectors.toSet());
            replicas.put(partition, holders);
            inSync.put(
                partition,
                info.isr().stream().map(Node::id).collect(Collectors.toSet()).equals(holders));
          }
        });
    return new Layout(ids, replicas, inSync);
  }

  Set<TopicPartition> partitions() {
    return replicas.keySet();
  }

  Set<Integer> holders() {
    return replicas.values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean fullyInSync() {
    return inSync.values().stream().allMatch(Boolean::booleanValue);
  }
}
