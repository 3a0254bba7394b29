package io.strait.validator.raw;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.FieldSink;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.StoredBatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * A message set of format v0 or v1, as brokers before 4.0 may still hold: decoded by Kafka's own
 * classes, never compared by its bytes.
 */
final class OldBatch implements StoredBatch {
  private final TopicPartition partition;
  private final OffsetRange wanted;
  private final RecordBatch batch;

  OldBatch(TopicPartition partition, ByteBuffer bytes, OffsetRange wanted) {
    this.partition = partition;
    this.wanted = wanted;
    this.batch =
        decoded(
            () -> MemoryRecords.readableRecords(bytes).batches().iterator().next(),
            () -> new BatchHeader(bytes, 0).baseOffset());
  }

  @Override
  public long baseOffset() {
    return decoded(batch::baseOffset, batch::lastOffset);
  }

  @Override
  public long lastOffset() {
    return batch.lastOffset();
  }

  @Override
  public int count() {
    return decoded(
        () -> {
          int count = 0;
          for (Record record : batch) {
            count += record.offset() >= 0 ? 1 : 0;
          }
          return count;
        },
        batch::lastOffset);
  }

  @Override
  public int size() {
    return batch.sizeInBytes();
  }

  @Override
  public boolean isWhole() {
    return baseOffset() >= wanted.from() && lastOffset() < wanted.to();
  }

  @Override
  public boolean holdsSameAs(StoredBatch other) {
    return false;
  }

  @Override
  public void verify() {
    records(record -> {});
  }

  @Override
  public void fields(Fingerprinter fingerprinter, FieldSink sink) {
    records(
        record -> {
          Fingerprint one = fingerprinter.of(record);
          sink.record(
              one.offset(),
              one.timestamp(),
              one.key(),
              one.value(),
              one.headers(),
              one.keySize(),
              one.valueSize(),
              one.headerCount());
        });
  }

  @Override
  public void records(Consumer<LogRecord> sink) {
    try {
      batch.ensureValid();
      for (Record record : batch) {
        record.ensureValid();
        if (record.offset() >= wanted.from() && record.offset() < wanted.to()) {
          sink.accept(
              new LogRecord(
                  record.offset(),
                  record.timestamp(),
                  copy(record.key()),
                  copy(record.value()),
                  List.of(),
                  batch.timestampType() == TimestampType.LOG_APPEND_TIME));
        }
      }
    } catch (KafkaException | IllegalArgumentException bad) {
      throw new DamagedBatch(partition, baseOffset(), String.valueOf(bad.getMessage()));
    }
  }

  /** Kafka's classes say in many ways that they cannot read what is stored; even its place. */
  private <T> T decoded(Supplier<T> read, LongSupplier place) {
    try {
      return read.get();
    } catch (RuntimeException bad) {
      throw new DamagedBatch(partition, place.getAsLong(), String.valueOf(bad.getMessage()));
    }
  }

  private static byte[] copy(ByteBuffer field) {
    if (field == null) {
      return null;
    }
    byte[] bytes = new byte[field.remaining()];
    field.duplicate().get(bytes);
    return bytes;
  }
}
