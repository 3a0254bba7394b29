package io.strait.validator.log;

import io.strait.replicator.cluster.Cluster;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What a log holds at one moment.
 *
 * @param start first offset that can be read
 * @param stableEnd one past the last offset that a read_committed consumer can see
 * @param end the high watermark, not below {@code stableEnd}
 */
public record LogBounds(long start, long stableEnd, long end) {

  /**
   * Asks the partition's leader, for all three at once.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it does not answer or refuses
   */
  public static LogBounds of(Cluster cluster, TopicPartition partition) {
    Ask stableEnd = new Ask(cluster, partition, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Ask highWatermark =
        new Ask(cluster, partition, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    Ask logStart =
        new Ask(cluster, partition, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    long stable = stableEnd.answer();
    long end = highWatermark.answer();
    long start = logStart.answer();
    return new LogBounds(start, Math.max(start, stable), Math.max(start, Math.max(stable, end)));
  }

  /** A question that is on its way. */
  private static final class Ask {
    private final Cluster cluster;
    private final TopicPartition partition;
    private final KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo> answer;

    Ask(Cluster cluster, TopicPartition partition, OffsetSpec spec, IsolationLevel isolation) {
      this.cluster = cluster;
      this.partition = partition;
      this.answer =
          cluster
              .admin()
              .listOffsets(Map.of(partition, spec), new ListOffsetsOptions(isolation))
              .partitionResult(partition);
    }

    long answer() {
      return cluster.await("asking for the bounds of " + partition, answer).offset();
    }
  }
}
