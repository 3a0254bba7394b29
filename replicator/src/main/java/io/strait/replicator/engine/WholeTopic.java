package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a partition from its beginning to where it ends when the reading begins. */
final class WholeTopic {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WITHOUT_NEWS = Cluster.CALL_DEADLINE;

  private WholeTopic() {}

  /**
   * Hands over every committed record, in order.
   *
   * @throws ClusterException if it cannot be read, or no record comes for {@link
   *     Cluster#CALL_DEADLINE}
   */
  static void read(
      Cluster cluster, TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (var consumer =
        cluster.consumer(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                // The topic may have been made a moment ago.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                500))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      long read = consumer.position(partition);
      long newsAt = System.nanoTime();
      while (read < end) {
        if (System.nanoTime() - newsAt > WITHOUT_NEWS.toNanos()) {
          throw new TimeoutException(
              "stayed at offset " + read + " of " + end + " for " + WITHOUT_NEWS + "; try again");
        }
        consumer.poll(POLL).forEach(each);
        long now = consumer.position(partition);
        newsAt = now > read ? System.nanoTime() : newsAt;
        read = now;
      }
    } catch (KafkaException | TimeoutException e) {
      throw new ClusterException(cluster.alias(), "reading " + partition.topic(), e);
    }
  }
}
