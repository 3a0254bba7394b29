package io.strait.validator.performance;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic that is there until it is closed. Closing is safe from any thread, and more than once.
 */
final class TemporaryTopic implements AutoCloseable {
  private static final long LOOK_NANOS = 20_000_000;

  private final Cluster cluster;
  private final String name;
  private final int partitions;
  private final AtomicBoolean made = new AtomicBoolean();

  TemporaryTopic(Cluster cluster, String name, int partitions) {
    this.cluster = cluster;
    this.name = name;
    this.partitions = partitions;
  }

  String name() {
    return name;
  }

  List<TopicPartition> partitions() {
    return java.util.stream.IntStream.range(0, partitions)
        .mapToObj(number -> new TopicPartition(name, number))
        .toList();
  }

  /** Makes it, with the cluster's default replicas, and returns once every leader answers. */
  void create(Map<String, String> configs) {
    made.set(true);
    NewTopic wanted =
        new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    cluster.await(
        "creating topic '" + name + "' (needs CREATE on TOPIC '" + name + "' or on the cluster)",
        cluster.admin().createTopics(List.of(wanted)).all());
    long until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
    while (!answers(until)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean answers(long untilNanos) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    try {
      cluster.await("waiting for topic '" + name + "'", cluster.admin().listOffsets(asked).all());
      return true;
    } catch (ClusterException e) {
      boolean passes =
          e.getCause() instanceof UnknownTopicOrPartitionException
              || e.kind() == FaultKind.RETRIABLE;
      if (!passes || System.nanoTime() - untilNanos > 0) {
        throw e;
      }
      return false;
    }
  }

  /** Deletes it if it was made, or may have been; also for a thread that was interrupted. */
  @Override
  public void close() {
    if (made.compareAndSet(true, false)) {
      boolean interrupted = Thread.interrupted();
      try {
        delete();
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void delete() {
    try {
      cluster.await(
          "deleting topic '" + name + "' (needs DELETE on it; delete it by hand)",
          cluster.admin().deleteTopics(List.of(name)).all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
  }
}
