package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Two real clusters, and a copier made by hand from plain clients. */
final class TwoClusters implements AutoCloseable {
  private final KafkaCluster eastBox;
  private final KafkaCluster westBox;
  private final Cluster east;
  private final Cluster west;

  TwoClusters(Path directory) {
    eastBox = SandboxCluster.start(SandboxSpec.secured("east", directory));
    westBox = SandboxCluster.start(SandboxSpec.plain("west", directory));
    east = open(eastBox, Principals.ADMIN);
    west = open(westBox, Principals.ADMIN);
  }

  Cluster east() {
    return east;
  }

  /** The secured cluster under another principal; whoever asks closes it. */
  Cluster eastAs(String principal) {
    return open(eastBox, principal);
  }

  Cluster west() {
    return west;
  }

  /** Nothing expires by itself: these records are old. */
  void create(String topic, int partitions) {
    create(topic, partitions, "delete");
  }

  void create(String topic, int partitions, String cleanupPolicy) {
    NewTopic wanted =
        new NewTopic(topic, partitions, (short) 1)
            .configs(Map.of("retention.ms", "-1", "cleanup.policy", cleanupPolicy));
    for (Cluster cluster : List.of(east, west)) {
      ReadyTopics.create(cluster.admin(), List.of(wanted));
    }
  }

  /** Writes records in order, timestamps and headers as given. */
  static void write(Cluster cluster, TopicPartition to, List<LogRecord> records) {
    try (Producer<byte[], byte[]> producer = cluster.producer(Map.of("compression.type", "lz4"))) {
      for (LogRecord record : records) {
        producer.send(
            new ProducerRecord<>(
                to.topic(),
                to.partition(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers(record)));
      }
      producer.flush();
    }
  }

  static void deleteBefore(Cluster cluster, TopicPartition partition, long offset) {
    cluster.await(
        "deleting records",
        cluster
            .admin()
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
            .all());
  }

  /** Different records with keys, headers and timestamps that fall in the past. */
  static List<LogRecord> records(int count) {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LogRecord record = MemoryLog.record(i);
      records.add(
          new LogRecord(i, 1_700_000_000_000L + i, record.key(), record.value(), record.headers()));
    }
    return records;
  }

  @Override
  public void close() {
    east.close();
    west.close();
    eastBox.close();
    westBox.close();
  }

  private static List<Header> headers(LogRecord record) {
    List<Header> headers = new ArrayList<>();
    for (HeaderField field : record.headers()) {
      headers.add(new RecordHeader(field.name(), field.value()));
    }
    return headers;
  }

  private static Cluster open(KafkaCluster box, String principal) {
    return new Cluster(
        new ClusterSpec(
            new ClusterAlias(box.alias()), box.bootstrap(), box.clientProperties(principal)));
  }
}
