package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.ReadyTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** A source, a target and what tests do with them; closes its admin clients, not the clusters. */
final class TwoClusters implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private final ClusterSpec east;
  private final ClusterSpec west;
  final Cluster source;
  final Cluster target;

  TwoClusters(KafkaCluster from, KafkaCluster to, String principal) {
    this.east = spec(from, principal);
    this.west = spec(to, principal);
    this.source = new Cluster(spec(from, "admin"));
    this.target = new Cluster(spec(to, "admin"));
  }

  private static ClusterSpec spec(KafkaCluster cluster, String principal) {
    return new ClusterSpec(
        new ClusterAlias(cluster.alias()),
        cluster.bootstrap(),
        cluster.clientProperties(principal));
  }

  Link link(String name, String... topics) {
    return new Link(
        new LinkName(name),
        east.alias(),
        west.alias(),
        Arrays.stream(topics).map(TopicMapping::same).toList());
  }

  LinkEngine engine(Link link, EngineOptions options) {
    boolean forward = link.source().equals(east.alias());
    LinkEngine engine =
        new LinkEngine(
            link, forward ? east : west, forward ? west : east, options, Clock.systemUTC());
    engine.start();
    return engine;
  }

  void createTopic(Cluster cluster, String topic, int partitions, Map<String, String> configs) {
    createTopic(cluster, topic, partitions, 1, configs);
  }

  void createTopic(
      Cluster cluster, String topic, int partitions, int replicas, Map<String, String> configs) {
    ReadyTopics.create(
        cluster.admin(),
        List.of(new NewTopic(topic, partitions, (short) replicas).configs(configs)));
  }

  /** Waits until every partition runs and has copied all that the source holds now. */
  void awaitCopied(LinkEngine engine, String topic, int partitions) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              LinkProgress progress = engine.progress();
              for (int i = 0; i < partitions; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                long end = end(sourceOf(progress), partition);
                boolean copied =
                    progress.partitions().stream()
                        .anyMatch(
                            p ->
                                p.source().equals(partition)
                                    && p.state() == PartitionState.RUNNING
                                    && p.copiedTo() >= end);
                if (!copied) {
                  throw new AssertionError(
                      partition + " ends at " + end + " but the link shows " + progress);
                }
              }
            });
  }

  private Cluster sourceOf(LinkProgress progress) {
    return progress.link().source().equals(east.alias()) ? source : target;
  }

  /** Both sides hold the same records at the same offsets, and end alike. */
  void assertSame(String topic, int partitions) {
    for (int i = 0; i < partitions; i++) {
      TopicPartition partition = new TopicPartition(topic, i);
      Assertions.assertThat(dump(target, partition))
          .as("%s", partition)
          .isEqualTo(dump(source, partition));
      Assertions.assertThat(end(target, partition)).isEqualTo(end(source, partition));
    }
  }

  /** Fails unless the target has each of the source's records; it may have others besides. */
  void assertHoldsAll(TopicPartition partition) {
    Set<String> lost = new HashSet<>(dump(source, partition));
    lost.removeAll(Set.copyOf(dump(target, partition)));
    Assertions.assertThat(lost).as("only on the source's %s", partition).isEmpty();
  }

  boolean exists(Cluster cluster, String topic) {
    return cluster.await("listing topics", cluster.admin().listTopics().names()).contains(topic);
  }

  static long start(Cluster cluster, TopicPartition partition) {
    try (Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      return consumer.beginningOffsets(List.of(partition)).get(partition);
    }
  }

  static long end(Cluster cluster, TopicPartition partition) {
    try (Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  /** Everything of every record of a partition, one line per record, in order. */
  static List<String> dump(Cluster cluster, TopicPartition partition) {
    return dump(cluster, partition, "read_committed");
  }

  /** The same as a reader with that isolation level sees it. */
  static List<String> dump(Cluster cluster, TopicPartition partition, String isolation) {
    List<String> lines = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer =
        cluster.consumer(Map.of("isolation.level", isolation))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
          lines.add(line(entry));
        }
      }
    }
    return lines;
  }

  private static String line(ConsumerRecord<byte[], byte[]> entry) {
    StringBuilder line = new StringBuilder();
    line.append(entry.offset()).append('@').append(entry.timestamp()).append(' ');
    line.append(hex(entry.key())).append('=').append(hex(entry.value()));
    for (Header header : entry.headers()) {
      line.append(' ').append(header.key()).append(':').append(hex(header.value()));
    }
    return line.toString();
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }
}
