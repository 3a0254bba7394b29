package io.strait.migrator.journal;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one of our single-partition internal topics from its beginning, again and again, up to the
 * end it has at each call. Committed records only. Belongs to one thread.
 */
public final class TopicLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Cluster cluster;
  private final TopicPartition partition;
  private final Clock clock;
  private final Consumer<byte[], byte[]> consumer;
  private long position;

  /** Opens a reader at the topic's beginning. The topic must exist. */
  public TopicLog(Cluster cluster, String topic, Clock clock) {
    this.cluster = cluster;
    this.partition = new TopicPartition(topic, 0);
    this.clock = clock;
    this.consumer =
        cluster.consumer(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                30_000));
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** Whether the topic exists and may be described. */
  public static boolean exists(Cluster cluster, String topic) {
    return cluster.await("listing topics", cluster.admin().listTopics().names()).contains(topic);
  }

  /**
   * The records since the last call, up to the very end the log has now. What transactions that are
   * open now hold back is waited for: several journals share one topic, and what is committed may
   * stand behind the open transaction of another.
   *
   * @throws ClusterException if the cluster does not answer, or a transaction stays open, for
   *     {@link Cluster#CALL_DEADLINE}; what was read by then is read again by the next call
   */
  public List<ConsumerRecord<byte[], byte[]>> decided() {
    String doing = "reading topic " + partition.topic() + " to its very end";
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    long end =
        cluster
            .await(
                doing,
                cluster
                    .admin()
                    .listOffsets(Map.of(partition, OffsetSpec.latest()), options)
                    .partitionResult(partition))
            .offset();
    try {
      return upTo(end, doing, Cluster.CALL_DEADLINE);
    } catch (KafkaException e) {
      throw new ClusterException(cluster.alias(), doing, e);
    }
  }

  /**
   * The records since the last call, up to the first open transaction or the end.
   *
   * @param silence how long the cluster may not answer
   * @throws ClusterException if it does not answer for so long; what was read by then is read again
   *     by the next call
   */
  public List<ConsumerRecord<byte[], byte[]>> next(Duration silence) {
    String doing = "reading topic " + partition.topic();
    try {
      long end = consumer.endOffsets(List.of(partition), silence).get(partition);
      return upTo(end, doing, silence);
    } catch (KafkaException e) {
      throw new ClusterException(cluster.alias(), doing, e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> upTo(long end, String doing, Duration silence) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long from = position;
    long giveUp = clock.millis() + silence.toMillis();
    while (position < end) {
      var polled = consumer.poll(POLL).records(partition);
      records.addAll(polled);
      position = consumer.position(partition, silence);
      if (!polled.isEmpty()) {
        giveUp = clock.millis() + silence.toMillis();
      } else if (position < end && clock.millis() > giveUp) {
        long stuck = position;
        position = from;
        consumer.seek(partition, from);
        throw new ClusterException(
            cluster.alias(),
            doing,
            new TimeoutException(
                "no record for " + silence + " at offset " + stuck + " of " + end));
      }
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
