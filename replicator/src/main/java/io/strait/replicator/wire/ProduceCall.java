package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.BatchIndexAndErrorMessage;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Appends stamped batches with {@code acks=all}, at most one per partition. */
final class ProduceCall {
  private static final short FIRST_WITH_IDS = 13;
  private static final short ALL_REPLICAS = -1;

  private ProduceCall() {}

  static Call<List<ProduceAck>> of(List<ProduceBatch> batches, int brokerTimeoutMillis) {
    return of(batches, brokerTimeoutMillis, Optional.empty());
  }

  /** With a transactional id all batches must belong to that id's open transaction. */
  static Call<List<ProduceAck>> of(
      List<ProduceBatch> batches, int brokerTimeoutMillis, Optional<String> transactionalId) {
    Map<Uuid, String> names = new HashMap<>();
    batches.forEach(batch -> names.put(batch.topicId(), batch.partition().topic()));
    boolean idsKnown = !names.containsKey(Uuid.ZERO_UUID);
    return Call.copying(
        ApiKeys.PRODUCE,
        idsKnown ? FIRST_WITH_IDS : FIRST_WITH_IDS - 1,
        version ->
            request(batches, version >= FIRST_WITH_IDS, brokerTimeoutMillis)
                .setTransactionalId(transactionalId.orElse(null)),
        (body, version) -> {
          ProduceResponseData data = new ProduceResponseData(body, version);
          return new Call.Decoded<>(
              acks(data, version >= FIRST_WITH_IDS, names), data.throttleTimeMs());
        });
  }

  private static ProduceRequestData request(
      List<ProduceBatch> batches, boolean byId, int brokerTimeoutMillis) {
    Map<String, TopicProduceData> topics = new HashMap<>();
    for (ProduceBatch batch : batches) {
      TopicProduceData topic =
          topics.computeIfAbsent(batch.partition().topic(), name -> topic(name, batch, byId));
      ByteBuffer slice =
          batch.buffer().duplicate().limit(batch.at() + batch.size()).position(batch.at()).slice();
      topic
          .partitionData()
          .add(
              new PartitionProduceData()
                  .setIndex(batch.partition().partition())
                  .setRecords(MemoryRecords.readableRecords(slice)));
    }
    TopicProduceDataCollection all = new TopicProduceDataCollection();
    topics.values().forEach(all::add);
    return new ProduceRequestData()
        .setAcks(ALL_REPLICAS)
        .setTimeoutMs(brokerTimeoutMillis)
        .setTopicData(all);
  }

  private static TopicProduceData topic(String name, ProduceBatch batch, boolean byId) {
    TopicProduceData topic = new TopicProduceData().setPartitionData(new ArrayList<>());
    return byId ? topic.setTopicId(batch.topicId()) : topic.setName(name);
  }

  private static List<ProduceAck> acks(
      ProduceResponseData data, boolean byId, Map<Uuid, String> names) {
    List<ProduceAck> acks = new ArrayList<>();
    data.responses()
        .forEach(
            topic -> {
              String name = byId ? names.get(topic.topicId()) : topic.name();
              topic.partitionResponses().forEach(p -> acks.add(ack(name, p)));
            });
    return acks;
  }

  private static ProduceAck ack(String topic, PartitionProduceResponse p) {
    return new ProduceAck(
        new TopicPartition(topic, p.index()),
        Outcome.of(p.errorCode(), p.errorMessage()),
        p.baseOffset(),
        p.recordErrors().stream().map(ProduceCall::refused).toList());
  }

  private static ProduceAck.Refused refused(BatchIndexAndErrorMessage one) {
    String why = one.batchIndexErrorMessage();
    return new ProduceAck.Refused(one.batchIndex(), why == null ? "" : why);
  }
}
