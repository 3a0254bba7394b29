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
    Map<String, Integer> from = counts(source, topics.stream().map(TopicMapping::source).toList());
    Map<String, Integer> to = counts(target, topics.stream().map(TopicMapping::target).toList());
    List<Subject> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (TopicMapping topic : topics) {
      int sources = from.getOrDefault(topic.source(), 0);
      int targets = to.getOrDefault(topic.target(), 0);
      if (sources == 0) {
        unknown.add(
            "topic '" + topic.source() + "' does not exist on cluster '" + source.alias() + "'");
        continue;
      }
      for (int p = 0; p < Math.max(sources, targets); p++) {
        found.add(new Subject(topic, p, p < sources, p < targets));
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

  private static Map<String, Integer> counts(Cluster cluster, List<String> topics) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        cluster.admin().describeTopics(topics).topicNameValues();
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
