package io.strait.replicator.wire;

import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ListOffsetsRequest;

/** Start and ends of one partition's log, answered by its leader. */
final class OffsetsCall {
  private OffsetsCall() {}

  static Call<OffsetAt> of(TopicPartition partition, EndKind kind) {
    return Call.copying(
        ApiKeys.LIST_OFFSETS,
        7,
        version -> request(partition, kind),
        (body, version) -> {
          ListOffsetsResponseData data = new ListOffsetsResponseData(body, version);
          ListOffsetsPartitionResponse p = data.topics().get(0).partitions().get(0);
          return new Call.Decoded<>(
              new OffsetAt(Outcome.of(p.errorCode()), p.offset()), data.throttleTimeMs());
        });
  }

  /** Timestamp of the first record that is left and has one. */
  static Call<TimeAt> firstTime(TopicPartition partition) {
    return Call.copying(
        ApiKeys.LIST_OFFSETS,
        7,
        version -> request(partition, EndKind.HIGH_WATERMARK, 0),
        (body, version) -> {
          ListOffsetsResponseData data = new ListOffsetsResponseData(body, version);
          ListOffsetsPartitionResponse p = data.topics().get(0).partitions().get(0);
          OptionalLong time =
              p.offset() < 0 ? OptionalLong.empty() : OptionalLong.of(p.timestamp());
          return new Call.Decoded<>(
              new TimeAt(Outcome.of(p.errorCode()), time), data.throttleTimeMs());
        });
  }

  private static ListOffsetsRequestData request(TopicPartition partition, EndKind kind) {
    return request(
        partition,
        kind,
        kind == EndKind.LOG_START
            ? ListOffsetsRequest.EARLIEST_TIMESTAMP
            : ListOffsetsRequest.LATEST_TIMESTAMP);
  }

  private static ListOffsetsRequestData request(
      TopicPartition partition, EndKind kind, long timestamp) {
    ListOffsetsPartition asked =
        new ListOffsetsPartition().setPartitionIndex(partition.partition()).setTimestamp(timestamp);
    IsolationLevel isolation =
        kind == EndKind.LAST_STABLE
            ? IsolationLevel.READ_COMMITTED
            : IsolationLevel.READ_UNCOMMITTED;
    return new ListOffsetsRequestData()
        .setReplicaId(
            kind == EndKind.LOG_END
                ? ListOffsetsRequest.DEBUGGING_REPLICA_ID
                : ListOffsetsRequest.CONSUMER_REPLICA_ID)
        .setIsolationLevel(isolation.id())
        .setTopics(
            List.of(
                new ListOffsetsTopic().setName(partition.topic()).setPartitions(List.of(asked))));
  }
}
