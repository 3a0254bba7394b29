package io.strait.validator.audit;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The logs of a cluster: the bounds of all partitions in three calls, one consumer for reading. */
public final class ClusterLogs implements AuditLogs {
  private final Cluster cluster;
  private final Duration stall;
  private final Clock clock;
  private final BooleanSupplier cancelled;
  private Optional<ReadingConsumer> consumer = Optional.empty();

  /**
   * Connects to nothing. Does not close the cluster.
   *
   * @param stall how long a read may make no progress
   * @param cancelled asked while reading, which then ends with a {@link
   *     io.strait.validator.log.ScanCancelled}
   */
  public ClusterLogs(Cluster cluster, Duration stall, Clock clock, BooleanSupplier cancelled) {
    this.cluster = cluster;
    this.stall = stall;
    this.clock = clock;
    this.cancelled = cancelled;
  }

  /** The log start is asked for last, since it may only move towards the ends. */
  @Override
  public Map<TopicPartition, SeenLog> bounds(Collection<TopicPartition> partitions) {
    Map<TopicPartition, ListOffsetsResultInfo> stable =
        ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> starts =
        ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, SeenLog> seen = new HashMap<>();
    starts.forEach(
        (partition, start) -> {
          if (stable.containsKey(partition) && ends.containsKey(partition)) {
            seen.put(partition, seen(start, stable.get(partition), ends.get(partition)));
          }
        });
    return seen;
  }

  /** The epoch is that of the first answer: what is below its end has no later one. */
  private static SeenLog seen(
      ListOffsetsResultInfo start, ListOffsetsResultInfo stable, ListOffsetsResultInfo end) {
    long committed = Math.max(start.offset(), stable.offset());
    return new SeenLog(
        new LogBounds(start.offset(), committed, Math.max(committed, end.offset())),
        stable.leaderEpoch().orElse(-1));
  }

  @Override
  public LogView log(TopicPartition partition) {
    if (consumer.isEmpty()) {
      consumer =
          Optional.of(
              new ReadingConsumer(
                  cluster, stall, clock, cancelled, (records, bytes) -> {}, Pace.FREE));
    }
    return consumer.orElseThrow().log(partition);
  }

  @Override
  public void close() {
    consumer.ifPresent(ReadingConsumer::close);
    consumer = Optional.empty();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ask(
      Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    ListOffsetsResult answer =
        cluster.admin().listOffsets(asked, new ListOffsetsOptions(isolation));
    Map<TopicPartition, ListOffsetsResultInfo> offsets = new HashMap<>();
    ClusterException last = null;
    for (TopicPartition partition : asked.keySet()) {
      try {
        offsets.put(
            partition,
            cluster.await(
                "asking for the bounds of " + partition, answer.partitionResult(partition)));
      } catch (ClusterException failed) {
        last = failed;
      }
    }
    if (offsets.isEmpty() && last != null) {
      throw last;
    }
    return offsets;
  }
}
