package io.strait.validator.log;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Reads one range through a shared consumer. Offsets without a record are passed over. */
final class RangeRead implements Iterator<LogRecord> {
  private final ReadingConsumer consumer;
  private final TopicPartition partition;
  private final long to;
  private final Deque<ConsumerRecord<byte[], byte[]>> ready = new ArrayDeque<>();
  private long position;

  RangeRead(ReadingConsumer consumer, TopicPartition partition, OffsetRange range) {
    this.consumer = consumer;
    this.partition = partition;
    this.position = range.from();
    this.to = range.to();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && position < to) {
      ReadingConsumer.Fetched fetched = consumer.fetch(this, partition, position);
      for (ConsumerRecord<byte[], byte[]> record : fetched.records()) {
        if (record.offset() >= position && record.offset() < to) {
          ready.add(record);
        }
      }
      position = fetched.position();
    }
    return !ready.isEmpty();
  }

  @Override
  public LogRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the range of " + partition + " ends at " + to);
    }
    ConsumerRecord<byte[], byte[]> record = ready.poll();
    return new LogRecord(
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        headers(record.headers()),
        record.timestampType() == TimestampType.LOG_APPEND_TIME);
  }

  /** The first record that is left, with the epoch of its batch. */
  Optional<LedRecord> first() {
    if (!hasNext()) {
      return Optional.empty();
    }
    int epoch = ready.element().leaderEpoch().orElse(-1);
    return Optional.of(new LedRecord(epoch, next()));
  }

  private static List<HeaderField> headers(Headers headers) {
    List<HeaderField> fields = new ArrayList<>();
    for (Header header : headers) {
      fields.add(new HeaderField(header.key(), header.value()));
    }
    return fields;
  }
}
