package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;

/** Reads one record, outside any session, for comparing the two ends of a copy. */
final class RecordAtCall {
  private static final int MAX_BYTES = 64 * 1024;
  private static final short NEWEST_WITH_IDS = 17;
  private static final short NEWEST_BY_NAME = 12;

  private RecordAtCall() {}

  static Call<RecordAt> of(TopicPartition partition, Uuid topicId, long offset) {
    FetchRequest.PartitionData position =
        new FetchRequest.PartitionData(
            topicId, offset, FetchRequest.INVALID_LOG_START_OFFSET, MAX_BYTES, Optional.empty());
    return Call.copying(
        ApiKeys.FETCH,
        topicId.equals(Uuid.ZERO_UUID) ? NEWEST_BY_NAME : NEWEST_WITH_IDS,
        version ->
            FetchRequest.Builder.forConsumer((short) version, 0, 0, Map.of(partition, position))
                .setMaxBytes(MAX_BYTES)
                .metadata(FetchMetadata.LEGACY)
                .build((short) version)
                .data(),
        (body, version) -> {
          FetchResponse response = FetchResponse.parse(body, version);
          PartitionData data =
              response.responseData(Map.of(topicId, partition.topic()), version).get(partition);
          return new Call.Decoded<>(at(response, data, offset), response.throttleTimeMs());
        });
  }

  private static RecordAt at(FetchResponse response, PartitionData data, long offset) {
    short error = data == null ? response.error().code() : data.errorCode();
    if (error != 0 || data == null) {
      return RecordAt.nothing(Outcome.of(error));
    }
    if (data.records() instanceof MemoryRecords records) {
      for (MutableRecordBatch batch : records.batches()) {
        if (batch.baseOffset() <= offset && batch.lastOffset() >= offset) {
          return found(Outcome.of(error), batch, offset);
        }
      }
    }
    return RecordAt.nothing(Outcome.of(error));
  }

  private static RecordAt found(Outcome outcome, MutableRecordBatch batch, long offset) {
    for (Record entry : batch) {
      if (entry.offset() == offset) {
        return new RecordAt(
            outcome,
            batch.producerId(),
            entry.sequence(),
            batch.partitionLeaderEpoch(),
            Optional.of(image(entry)));
      }
    }
    return new RecordAt(
        outcome, batch.producerId(), -1, batch.partitionLeaderEpoch(), Optional.empty());
  }

  private static RecordAt.Image image(Record entry) {
    List<String> headers = new ArrayList<>();
    for (Header header : entry.headers()) {
      headers.add(header.key() + "=" + hex(header.value()));
    }
    return new RecordAt.Image(entry.timestamp(), hex(entry.key()), hex(entry.value()), headers);
  }

  private static String hex(ByteBuffer bytes) {
    if (bytes == null) {
      return "null";
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }
}
