package io.strait.validator.log;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The partitions of a scan's topics.
 *
 * @param found in the order of the topics, then by number
 * @param unknown topics that do not exist on the source, as sentences
 */
public record Subjects(List<Subject> found, List<String> unknown) {

  /**
   * Asks both clusters.
   *
   * @throws ClusterException if one does not answer or refuses
   */
  public static Subjects of(Cluster source, Cluster target, List<TopicMapping> topics) {
    Map<String, KafkaFuture<TopicDescription>> sources =
        ask(source, topics.stream().map(TopicMapping::source).toList());
    Map<String, KafkaFuture<TopicDescription>> targets =
        ask(target, topics.stream().map(TopicMapping::target).toList());
    Map<String, Integer> from = counts(source, sources);
    Map<String, Integer> to = counts(target, targets);
    List<Subject> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (TopicMapping topic : topics) {
      int onSource = from.getOrDefault(topic.source(), 0);
      int onTarget = to.getOrDefault(topic.target(), 0);
      if (onSource == 0) {
        unknown.add(
            "topic '" + topic.source() + "' does not exist on cluster '" + source.alias() + "'");
        continue;
      }
      for (int p = 0; p < Math.max(onSource, onTarget); p++) {
        found.add(new Subject(topic, p, p < onSource, p < onTarget));
      }
    }
    return new Subjects(List.copyOf(found), List.copyOf(unknown));
  }

  /** Only the partitions for which a range was given; those that nobody has become unknown. */
  public Subjects demanded(Set<TopicPartition> partitions) {
    List<Subject> kept = new ArrayList<>();
    Set<TopicPartition> lacking = new HashSet<>(partitions);
    for (Subject subject : found) {
      if (subject.onSource() && lacking.remove(subject.sourcePartition())) {
        kept.add(subject);
      }
    }
    List<String> unknown = new ArrayList<>();
    lacking.forEach(partition -> unknown.add("the source has no partition " + partition));
    return new Subjects(List.copyOf(kept), List.copyOf(unknown));
  }

  private static Map<String, KafkaFuture<TopicDescription>> ask(
      Cluster cluster, List<String> topics) {
    return cluster.admin().describeTopics(topics).topicNameValues();
  }

  private static Map<String, Integer> counts(
      Cluster cluster, Map<String, KafkaFuture<TopicDescription>> answers) {
    Map<String, Integer> counts = new HashMap<>();
    answers.forEach(
        (topic, answer) -> {
          try {
            TopicDescription described = cluster.await("describing topic '" + topic + "'", answer);
            counts.put(topic, described.partitions().size());
          } catch (ClusterException failed) {
            if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
              throw failed;
            }
          }
        });
    return counts;
  }
}
