package io.strait.validator.session;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Subject;
import io.strait.validator.log.Subjects;
import io.strait.validator.scope.Ends;
import io.strait.validator.scope.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What both clusters are like when a run begins.
 *
 * @param sourceCluster id that the source gives itself
 * @param targetCluster id that the target gives itself
 * @param subjects the partitions chosen
 * @param unknown topics and partitions that do not exist on the source, as sentences
 * @param sourceBounds by source partition
 * @param targetBounds by target partition; read before those of the source
 * @param sourceTopicIds by name; empty text where brokers have none
 * @param targetTopicIds by name
 * @param from by source partition where the window of time begins
 * @param until by source partition where the window of time ends
 */
record Terrain(
    String sourceCluster,
    String targetCluster,
    List<Subject> subjects,
    List<String> unknown,
    Map<TopicPartition, LogBounds> sourceBounds,
    Map<TopicPartition, LogBounds> targetBounds,
    Map<String, String> sourceTopicIds,
    Map<String, String> targetTopicIds,
    Map<TopicPartition, OptionalLong> from,
    Map<TopicPartition, OptionalLong> until) {

  /**
   * Asks both clusters.
   *
   * @throws io.strait.replicator.cluster.ClusterException if one does not answer or refuses
   * @throws IllegalArgumentException if the selection names what the topics do not have
   */
  static Terrain of(
      Cluster source, Cluster target, List<TopicMapping> topics, Selection selection) {
    String sourceId = clusterId(source);
    String targetId = clusterId(target);
    Subjects all = Subjects.of(source, target, topics);
    List<Subject> chosen =
        all.found().stream().filter(one -> selection.takes(one.sourcePartition())).toList();
    refuseStrangers(selection, topics, all.found());
    List<TopicPartition> from = new ArrayList<>();
    List<TopicPartition> to = new ArrayList<>();
    for (Subject subject : chosen) {
      if (subject.onSource()) {
        from.add(subject.sourcePartition());
      }
      if (subject.onTarget()) {
        to.add(subject.targetPartition());
      }
    }
    Map<TopicPartition, LogBounds> targetBounds = Ends.of(target, to);
    return new Terrain(
        sourceId,
        targetId,
        chosen,
        all.unknown(),
        Ends.of(source, from),
        targetBounds,
        topicIds(source, names(from)),
        topicIds(target, names(to)),
        times(source, from, selection.window().from()),
        times(source, from, selection.window().until()));
  }

  /** Which logs a proof of this partition is about. */
  LogIdentity identity(Subject subject, String contract) {
    return new LogIdentity(
        sourceTopicIds.getOrDefault(subject.topic().source(), ""),
        subject.topic().target(),
        targetTopicIds.getOrDefault(subject.topic().target(), ""),
        contract);
  }

  private static String clusterId(Cluster cluster) {
    String id = cluster.await("asking who it is", cluster.admin().describeCluster().clusterId());
    return Optional.ofNullable(id).orElse("");
  }

  private static Map<TopicPartition, OptionalLong> times(
      Cluster source, List<TopicPartition> partitions, Optional<Instant> time) {
    return time.map(at -> Ends.at(source, partitions, at)).orElse(Map.of());
  }

  private static Set<String> names(List<TopicPartition> partitions) {
    Set<String> names = new TreeSet<>();
    partitions.forEach(partition -> names.add(partition.topic()));
    return names;
  }

  /** A topic that is gone meanwhile has no id; the scan says so itself. */
  private static Map<String, String> topicIds(Cluster cluster, Collection<String> topics) {
    Map<String, String> ids = new HashMap<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        cluster.admin().describeTopics(topics).topicNameValues();
    answers.forEach(
        (topic, answer) -> {
          try {
            Uuid id = cluster.await("describing topic '" + topic + "'", answer).topicId();
            ids.put(topic, Uuid.ZERO_UUID.equals(id) ? "" : id.toString());
          } catch (ClusterException failed) {
            if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
              throw failed;
            }
          }
        });
    return ids;
  }

  private static void refuseStrangers(
      Selection selection, List<TopicMapping> topics, List<Subject> subjects) {
    Set<String> known = new TreeSet<>();
    topics.forEach(topic -> known.add(topic.source()));
    for (String name : selection.topics()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "topic '" + name + "' is not among those to be judged: " + String.join(", ", known));
      }
    }
    Set<TopicPartition> there = new HashSet<>();
    subjects.forEach(subject -> there.add(subject.sourcePartition()));
    List<TopicPartition> asked = new ArrayList<>(selection.offsets().keySet());
    selection
        .partitions()
        .forEach(
            (topic, numbers) ->
                numbers.forEach(number -> asked.add(new TopicPartition(topic, number))));
    for (TopicPartition partition : asked) {
      if (!there.contains(partition)) {
        long count = there.stream().filter(one -> one.topic().equals(partition.topic())).count();
        throw new IllegalArgumentException(
            "there is no partition "
                + partition
                + "; topic '"
                + partition.topic()
                + "' has "
                + count
                + ", numbered from 0");
      }
    }
  }
}
