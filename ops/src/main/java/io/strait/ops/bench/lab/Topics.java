package io.strait.ops.bench.lab;

import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.ReadyTopics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Topics of one cluster as the benchmark creates, deletes and measures them. */
public final class Topics implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Cluster cluster;

  Topics(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The connection. */
  public Cluster cluster() {
    return cluster;
  }

  /** Creates a topic with the broker's defaults; returns once its leaders take requests. */
  public void create(String topic, int partitions) {
    ReadyTopics.create(
        cluster.admin(), List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())));
  }

  /** Log ends of partitions 0 to {@code partitions}-1; fails while the topic is unknown. */
  public Map<Integer, Long> ends(String topic, int partitions) {
    return offsets(topic, partitions, OffsetSpec.latest());
  }

  /** Log starts, in the same way. */
  public Map<Integer, Long> starts(String topic, int partitions) {
    return offsets(topic, partitions, OffsetSpec.earliest());
  }

  private Map<Integer, Long> offsets(String topic, int partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> which));
    Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
        cluster.await("reading log ends", cluster.admin().listOffsets(wanted).all());
    Map<Integer, Long> ends = new TreeMap<>();
    found.forEach((partition, info) -> ends.put(partition.partition(), info.offset()));
    return ends;
  }

  /** How many partitions a topic has. */
  public int partitions(String topic) {
    return cluster
        .await(
            "describing " + topic, cluster.admin().describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .size();
  }

  /** Log ends minus log starts, summed. */
  public long records(String topic) {
    int partitions = partitions(topic);
    return sum(ends(topic, partitions)) - sum(starts(topic, partitions));
  }

  /** Whether the topic exists and a record is in it; asks nothing of a topic that is not there. */
  public boolean holdsRecords(String topic) {
    return holds(topic, 1);
  }

  /** Whether the topic exists and so many records are in it. */
  public boolean holds(String topic, long records) {
    return names().contains(topic) && records(topic) >= records;
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes of a topic's logs, which is what a fetch of all of it puts on the wire. */
  public long bytes(String topic) {
    return cluster
        .await("measuring " + topic, cluster.admin().describeLogDirs(brokers()).allDescriptions())
        .values()
        .stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().equals(topic))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  private List<Integer> brokers() {
    return cluster.await("listing brokers", cluster.admin().describeCluster().nodes()).stream()
        .map(node -> node.id())
        .toList();
  }

  /** Deletes all topics but these and Kafka's own, internal ones of engines included. */
  void deleteAllBut(Set<String> kept) {
    Set<String> doomed = doomed(kept);
    if (!doomed.isEmpty()) {
      cluster.await("deleting topics", cluster.admin().deleteTopics(doomed).all());
    }
    while (!doomed(kept).isEmpty()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private Set<String> doomed(Set<String> kept) {
    return names().stream()
        .filter(topic -> !topic.startsWith("__") && !kept.contains(topic))
        .collect(Collectors.toSet());
  }

  private Set<String> names() {
    return cluster.await(
        "listing topics",
        cluster.admin().listTopics(new ListTopicsOptions().listInternal(true)).names());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
