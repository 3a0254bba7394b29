package io.strait.validator.audit;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.LinkName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps an audit in {@code strait.audit.<link>}, one Kafka transaction per commit. The
 * transactional id is the link's own, so the brokers themselves refuse whoever wrote before (KIP-98
 * fencing); an owner that was paused and wakes up cannot count anything twice.
 *
 * <p>Needs CREATE, READ and WRITE on the topic, and DESCRIBE and WRITE on the transactional id of
 * the same name.
 */
public final class TopicStore implements AuditStore {
  private final Cluster target;
  private final AuditTopic topic;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

  /** Connects to nothing. Does not close the cluster. */
  public TopicStore(Cluster target, LinkName link) {
    this.target = target;
    this.topic = new AuditTopic(target, link);
  }

  @Override
  public void open(AuditState state) {
    close();
    topic.ensure();
    String name = topic.place().topic();
    try {
      producer =
          Optional.of(
              target.producer(
                  Map.of(
                      ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                      name,
                      ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                      4 << 20,
                      ProducerConfig.COMPRESSION_TYPE_CONFIG,
                      "lz4")));
      producer.orElseThrow().initTransactions();
    } catch (KafkaException e) {
      close();
      throw new ClusterException(
          target.alias(),
          "taking over "
              + name
              + " (needs WRITE and DESCRIBE on the transactional id of that name)",
          e);
    }
    topic.read(state);
  }

  @Override
  public void commit(Map<String, Optional<AuditEntry>> changes) {
    Producer<byte[], byte[]> open =
        producer.orElseThrow(() -> new IllegalStateException("commit before open"));
    try {
      open.beginTransaction();
      changes.forEach((name, entry) -> open.send(record(name, entry)));
      open.commitTransaction();
    } catch (KafkaException e) {
      close();
      throw new ClusterException(
          target.alias(), "writing " + topic.place().topic() + " (needs WRITE on it)", e);
    }
  }

  @Override
  public void close() {
    producer.ifPresent(open -> open.close(Duration.ZERO));
    producer = Optional.empty();
  }

  private ProducerRecord<byte[], byte[]> record(String name, Optional<AuditEntry> entry) {
    return new ProducerRecord<>(
        topic.place().topic(),
        topic.place().partition(),
        name.getBytes(StandardCharsets.UTF_8),
        entry.map(one -> AuditJson.text(one).getBytes(StandardCharsets.UTF_8)).orElse(null));
  }
}
