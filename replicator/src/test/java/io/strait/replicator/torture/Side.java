package io.strait.replicator.torture;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;

/** One cluster of three child brokers and an admin's way in. */
record Side(ChildCluster brokers, Cluster cluster, Path folder) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Failure detection, cleaning and forgetting producers are made quick. */
  static Side start(String alias, Path directory) {
    ChildCluster brokers =
        ChildCluster.start(
            SandboxSpec.plain(alias, directory)
                .withBrokers(3)
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
