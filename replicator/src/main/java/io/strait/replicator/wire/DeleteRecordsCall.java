package io.strait.replicator.wire;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Moves a log's start forward. */
final class DeleteRecordsCall {
  private static final int BROKER_TIMEOUT_MILLIS = 10_000;

  private DeleteRecordsCall() {}

  static Call<Outcome> of(TopicPartition partition, long before) {
    DeleteRecordsTopic topic =
        new DeleteRecordsTopic()
            .setName(partition.topic())
            .setPartitions(
                List.of(
                    new DeleteRecordsPartition()
                        .setPartitionIndex(partition.partition())
                        .setOffset(before)));
    return Call.copying(
        ApiKeys.DELETE_RECORDS,
        2,
        version ->
            new DeleteRecordsRequestData()
                .setTimeoutMs(BROKER_TIMEOUT_MILLIS)
                .setTopics(List.of(topic)),
        (body, version) -> {
          DeleteRecordsResponseData data = new DeleteRecordsResponseData(body, version);
          short error =
              data.topics()
                  .find(partition.topic())
                  .partitions()
                  .find(partition.partition())
                  .errorCode();
          return new Call.Decoded<>(Outcome.of(error), data.throttleTimeMs());
        });
  }
}
