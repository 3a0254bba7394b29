package io.strait.validator.log;

import io.strait.replicator.cluster.Cluster;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
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
   * Asks the partition's leader; the start last, since it may only move towards the ends.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it does not answer or refuses
   */
  public static LogBounds of(Cluster cluster, TopicPartition partition) {
    long stable = ask(cluster, partition, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    long end = ask(cluster, partition, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    long start = ask(cluster, partition, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    return new LogBounds(start, Math.max(start, stable), Math.max(start, Math.max(stable, end)));
  }

  private static long ask(
      Cluster cluster, TopicPartition partition, OffsetSpec spec, IsolationLevel isolation) {
    return cluster
        .await(
            "asking for the bounds of " + partition,
            cluster
                .admin()
                .listOffsets(Map.of(partition, spec), new ListOffsetsOptions(isolation))
                .partitionResult(partition))
        .offset();
  }
}
