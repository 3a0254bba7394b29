package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;

/**
 * The records of a message of format 0 or 1, a compressed set of messages included. Such records
 * know no headers; in format 0 they have no timestamp either. One thread.
 */
final class OldCursor implements RecordCursor {
  private final CloseableIterator<Record> records;
  private final long end;
  private Optional<Record> current = Optional.empty();

  OldCursor(MutableRecordBatch batch, BufferSupplier memory) {
    this.records = batch.streamingIterator(memory);
    this.end = batch.nextOffset();
  }

  @Override
  public boolean next() throws DamagedBatch {
    try {
      Iterator<Record> rest = records;
      current = rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
      return current.isPresent();
    } catch (KafkaException | IllegalArgumentException e) {
      throw new DamagedBatch("a message before offset " + end + " is not readable", e);
    }
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public long offset() {
    return record().offset();
  }

  @Override
  public long timestamp() {
    return record().timestamp();
  }

  @Override
  public Optional<ByteBuffer> key() {
    return Optional.ofNullable(record().key()).map(ByteBuffer::asReadOnlyBuffer);
  }

  @Override
  public Optional<ByteBuffer> value() {
    return Optional.ofNullable(record().value()).map(ByteBuffer::asReadOnlyBuffer);
  }

  @Override
  public List<PlainHeader> headers() {
    return List.of();
  }

  @Override
  public int bound() {
    return BatchWriter.bound(record().sizeInBytes());
  }

  @Override
  public void appendTo(BatchWriter writer) {
    writer.plain(copy());
  }

  @Override
  public void close() {
    records.close();
  }

  private Record record() {
    return current.orElseThrow();
  }
}
