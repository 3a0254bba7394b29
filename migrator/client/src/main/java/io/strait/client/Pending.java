package io.strait.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One record between {@code send()} and its end: the future that the application holds, its bytes,
 * and what happened so far. Ends once; cannot be cancelled, like a future of KafkaProducer.
 */
final class Pending extends CompletableFuture<RecordMetadata> {
  private final long order;
  private final ProducerRecord<byte[], byte[]> record;
  private final int bytes;
  private final long expiresAt;
  private final BiConsumer<RecordMetadata, Exception> whenEnded;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long retriesBefore;
  private volatile Exception refusal;

  Pending(
      long order,
      ProducerRecord<byte[], byte[]> record,
      int bytes,
      long expiresAt,
      BiConsumer<RecordMetadata, Exception> whenEnded) {
    this.order = order;
    this.record = record;
    this.bytes = bytes;
    this.expiresAt = expiresAt;
    this.whenEnded = whenEnded;
  }

  /** Grows with each call of send(); records of one thread compare as they were sent. */
  long order() {
    return order;
  }

  ProducerRecord<byte[], byte[]> record() {
    return record;
  }

  /** What it counts against the bound of the buffer. */
  int bytes() {
    return bytes;
  }

  /** When it must have ended, in milliseconds of the clock. */
  long expiresAt() {
    return expiresAt;
  }

  /** Notes how often the session had retried anything when this record was handed to it. */
  void handedOver(long retries) {
    retriesBefore = retries;
  }

  long retriesBefore() {
    return retriesBefore;
  }

  /** Notes that a cluster refused it. */
  void refused(Exception why) {
    refusal = why;
  }

  Optional<Exception> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Ends it: the callback first and then the future, as KafkaProducer does. */
  void succeed(RecordMetadata metadata) {
    if (ended.compareAndSet(false, true)) {
      whenEnded.accept(metadata, null);
      complete(metadata);
    }
  }

  /** Ends it with an error and a metadata that has no offset. */
  void fail(Exception error) {
    fail(nowhere(), error);
  }

  /** Ends it with an error and the metadata that the cluster's producer gave. */
  void fail(RecordMetadata metadata, Exception error) {
    if (ended.compareAndSet(false, true)) {
      whenEnded.accept(metadata == null ? nowhere() : metadata, error);
      completeExceptionally(error);
    }
  }

  private RecordMetadata nowhere() {
    int partition =
        record.partition() == null ? RecordMetadata.UNKNOWN_PARTITION : record.partition();
    return new RecordMetadata(new TopicPartition(record.topic(), partition), -1, -1, -1, -1, -1);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return false;
  }
}
