package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;

/** Reads a piece of a log outside any session, for comparing the two sides of a copy. */
final class ReadCall {
  private static final int MAX_BYTES = 1 << 20;
  private static final short NEWEST_WITH_IDS = 17;
  private static final short NEWEST_BY_NAME = 12;

  private ReadCall() {}

  static Call<RangeRead> of(
      TopicPartition partition, Uuid topicId, long offset, boolean committedOnly) {
    return of(
        partition,
        topicId,
        offset,
        committedOnly,
        data -> read(data, offset, committedOnly),
        outcome -> RangeRead.failed(outcome, offset));
  }

  /** Only the keys, which takes less time and room. */
  static Call<KeysRead> keys(
      TopicPartition partition, Uuid topicId, long offset, boolean committedOnly) {
    return of(
        partition,
        topicId,
        offset,
        committedOnly,
        data -> keys(data, offset, committedOnly),
        outcome -> KeysRead.failed(outcome, offset));
  }

  private static <T> Call<T> of(
      TopicPartition partition,
      Uuid topicId,
      long offset,
      boolean committedOnly,
      Function<PartitionData, T> read,
      Function<Outcome, T> failed) {
    FetchRequest.PartitionData position =
        new FetchRequest.PartitionData(
            topicId, offset, FetchRequest.INVALID_LOG_START_OFFSET, MAX_BYTES, Optional.empty());
    IsolationLevel isolation =
        committedOnly ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED;
    return Call.copying(
        ApiKeys.FETCH,
        topicId.equals(Uuid.ZERO_UUID) ? NEWEST_BY_NAME : NEWEST_WITH_IDS,
        version ->
            FetchRequest.Builder.forConsumer((short) version, 0, 0, Map.of(partition, position))
                .isolationLevel(isolation)
                .setMaxBytes(MAX_BYTES)
                .metadata(FetchMetadata.LEGACY)
                .build((short) version)
                .data(),
        (body, version) -> {
          FetchResponse response = FetchResponse.parse(body, version);
          PartitionData data =
              response.responseData(Map.of(topicId, partition.topic()), version).get(partition);
          short error = data == null ? response.error().code() : data.errorCode();
          T value = error != 0 || data == null ? failed.apply(Outcome.of(error)) : read.apply(data);
          return new Call.Decoded<>(value, response.throttleTimeMs());
        });
  }

  private static RangeRead read(PartitionData data, long offset, boolean committedOnly) {
    List<HeldRecord> held = new ArrayList<>();
    Set<Long> controlIds = new HashSet<>();
    AbortedData aborted = aborted(data);
    long next = offset;
    int epoch = -1;
    if (data.records() instanceof MemoryRecords records) {
      for (MutableRecordBatch batch : records.batches()) {
        next = Math.max(next, batch.nextOffset());
        if (!batch.isValid()) {
          // One whose bytes are damaged has no records that could be compared.
          continue;
        }
        if (batch.isControlBatch()) {
          controlIds.add(batch.producerId());
        }
        if (!isAborted(aborted, batch) && !batch.isControlBatch()) {
          addFrom(offset, batch, held);
        }
        epoch = batch.partitionLeaderEpoch();
      }
    }
    return new RangeRead(Outcome.none(), next, end(data, committedOnly), held, controlIds, epoch);
  }

  /** Up to the first batch that is damaged: a wrong key must not pass for another one. */
  static KeysRead keys(PartitionData data, long offset, boolean committedOnly) {
    List<HeldKey> keys = new ArrayList<>();
    AbortedData aborted = aborted(data);
    long next = offset;
    boolean damaged = false;
    if (data.records() instanceof MemoryRecords records) {
      try {
        for (MutableRecordBatch batch : records.batches()) {
          keys.addAll(keys(offset, batch, aborted));
          next = Math.max(next, batch.nextOffset());
        }
      } catch (RuntimeException e) {
        // Whatever Kafka's classes say of bytes that are no batch.
        damaged = true;
      }
    }
    return new KeysRead(Outcome.none(), next, end(data, committedOnly), keys, damaged);
  }

  private static List<HeldKey> keys(long offset, MutableRecordBatch batch, AbortedData aborted) {
    batch.ensureValid();
    List<HeldKey> keys = new ArrayList<>();
    if (isAborted(aborted, batch) || batch.isControlBatch()) {
      return keys;
    }
    for (Record entry : batch) {
      if (entry.offset() >= offset && entry.hasKey()) {
        byte[] key = new byte[entry.keySize()];
        entry.key().get(key);
        keys.add(new HeldKey(entry.offset(), batch.producerId(), key, !entry.hasValue()));
      }
    }
    return keys;
  }

  private static long end(PartitionData data, boolean committedOnly) {
    return committedOnly ? data.lastStableOffset() : data.highWatermark();
  }

  private static AbortedData aborted(PartitionData data) {
    return new AbortedData(
        data.abortedTransactions() == null
            ? List.of()
            : data.abortedTransactions().stream()
                .map(a -> new FetchedPartition.Aborted(a.producerId(), a.firstOffset()))
                .toList());
  }

  private static boolean isAborted(AbortedData aborted, MutableRecordBatch batch) {
    if (batch.magic() < 2) {
      return false;
    }
    ByteBuffer copy = ByteBuffer.allocate(batch.sizeInBytes());
    batch.writeTo(copy);
    return aborted.isAborted(copy, 0, copy.position());
  }

  private static void addFrom(long offset, MutableRecordBatch batch, List<HeldRecord> held) {
    for (Record entry : batch) {
      if (entry.offset() >= offset) {
        held.add(HeldRecord.of(batch.producerId(), entry));
      }
    }
  }
}
