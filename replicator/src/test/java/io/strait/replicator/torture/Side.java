package io.strait.replicator.torture;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;

/** One cluster of three child brokers and an admin's way in. */
record Side(ChildCluster brokers, Cluster cluster, Path folder) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Chaos must not stand still because nothing answers. */
  private static final int A_WHILE_MILLIS = 1_000;

  /** Failure detection, cleaning and forgetting producers are made quick. */
  static Side start(String alias, Path directory) {
    ChildCluster brokers =
        ChildCluster.start(
            SandboxSpec.plain(alias, directory)
                .withBrokers(3)
                .withProxies(alias.hashCode())
                .withSetting("group.min.session.timeout.ms", "1000")
                .withSetting("broker.session.timeout.ms", "3000")
                .withSetting("broker.heartbeat.interval.ms", "500")
                .withSetting("replica.lag.time.max.ms", "3000")
                .withSetting("log.retention.check.interval.ms", "700")
                .withSetting("log.initial.task.delay.ms", "500")
                .withSetting("log.cleaner.backoff.ms", "500")
                .withSetting("log.segment.delete.delay.ms", "500")
                .withSetting("producer.id.expiration.check.interval.ms", "1000")
                .withSetting(
                    "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
    ClusterSpec spec =
        new ClusterSpec(
            new ClusterAlias(alias), brokers.bootstrap(), brokers.clientProperties("admin"));
    return new Side(brokers, new Cluster(spec), directory.resolve(alias));
  }

  TopicDescription describe(String topic) {
    return cluster
        .await("describing " + topic, cluster.admin().describeTopics(Set.of(topic)).allTopicNames())
        .get(topic);
  }

  /** Waits until every replica of the topic is in sync. */
  void awaitWhole(String topic) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () ->
                describe(topic).partitions().stream()
                    .allMatch(info -> info.isr().size() == brokers.brokerIds().size()));
  }

  /**
   * Up to where such readers may read now.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a partition has no leader for a while
   */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, Isolation isolation) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    IsolationLevel level =
        isolation == Isolation.COMMITTED
            ? IsolationLevel.READ_COMMITTED
            : IsolationLevel.READ_UNCOMMITTED;
    Map<TopicPartition, Long> ends = new HashMap<>();
    cluster
        .await(
            "reading ends",
            cluster
                .admin()
                .listOffsets(latest, new ListOffsetsOptions(level).timeoutMs(A_WHILE_MILLIS))
                .all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** The same for one. */
  long end(TopicPartition partition, Isolation isolation) {
    return ends(List.of(partition), isolation).get(partition);
  }

  /** Leaders by partition, -1 where there is none. */
  Map<Integer, Integer> leaders(String topic) {
    return describe(topic).partitions().stream()
        .collect(
            Collectors.toMap(
                TopicPartitionInfo::partition,
                info -> info.leader() == null ? -1 : info.leader().id()));
  }

  @Override
  public void close() {
    cluster.close();
    brokers.close();
  }
}
