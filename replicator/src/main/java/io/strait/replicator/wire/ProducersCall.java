package io.strait.replicator.wire;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.DescribeProducersResponseData.PartitionResponse;
import org.apache.kafka.common.protocol.ApiKeys;

/** Producer states of one partition (KIP-664), answered by its leader. */
final class ProducersCall {
  private ProducersCall() {}

  static Call<ProducerView> of(TopicPartition partition) {
    return Call.copying(
        ApiKeys.DESCRIBE_PRODUCERS,
        0,
        version -> request(partition),
        (body, version) -> {
          DescribeProducersResponseData data = new DescribeProducersResponseData(body, version);
          return new Call.Decoded<>(
              view(data.topics().get(0).partitions().get(0)), data.throttleTimeMs());
        });
  }

  private static DescribeProducersRequestData request(TopicPartition partition) {
    return new DescribeProducersRequestData()
        .setTopics(
            List.of(
                new TopicRequest()
                    .setName(partition.topic())
                    .setPartitionIndexes(List.of(partition.partition()))));
  }

  private static ProducerView view(PartitionResponse partition) {
    List<ProducerView.State> states = new ArrayList<>();
    partition
        .activeProducers()
        .forEach(
            p ->
                states.add(
                    new ProducerView.State(
                        p.producerId(), p.producerEpoch(), p.lastSequence(), p.lastTimestamp())));
    return new ProducerView(Outcome.of(partition.errorCode(), partition.errorMessage()), states);
  }
}
