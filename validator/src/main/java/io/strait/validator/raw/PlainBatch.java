package io.strait.validator.raw;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.FieldSink;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.StoredBatch;
import io.strait.validator.log.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A batch of message format v2 in a fetched frame. */
final class PlainBatch implements StoredBatch {
  private final TopicPartition partition;
  private final BatchHeader header;
  private final OffsetRange wanted;
  private final Decoder decoder;

  PlainBatch(TopicPartition partition, BatchHeader header, OffsetRange wanted, Decoder decoder) {
    this.partition = partition;
    this.header = header;
    this.wanted = wanted;
    this.decoder = decoder;
  }

  /** What decoding needs besides the batch; shared by all batches of a thread. */
  record Decoder(Inflater inflater, RecordWalk walk) {}

  /** Who wrote it. */
  Written written() {
    return new Written(
        baseOffset(),
        lastOffset(),
        header.producerId(),
        header.producerEpoch(),
        header.isTransactional(),
        header.isControl());
  }

  @Override
  public long baseOffset() {
    return header.baseOffset();
  }

  @Override
  public long lastOffset() {
    return header.lastOffset();
  }

  @Override
  public int count() {
    return header.count();
  }

  @Override
  public int size() {
    return (int) header.size();
  }

  @Override
  public boolean isWhole() {
    return baseOffset() >= wanted.from() && lastOffset() < wanted.to();
  }

  @Override
  public boolean holdsSameAs(StoredBatch other) {
    return other instanceof PlainBatch plain
        && header.showsSameAs(plain.header)
        && header.payload().mismatch(plain.header.payload()) < 0;
  }

  @Override
  public void verify() {
    if (!header.isSound()) {
      throw new DamagedBatch(partition, baseOffset(), "its checksum does not match its bytes");
    }
  }

  @Override
  public void fields(Fingerprinter fingerprinter, FieldSink sink) {
    long[] headers = new long[1];
    decode(
        (walk, data, offset, timestamp) -> {
          headers[0] = fingerprinter.headers(walk.headerCount());
          walk.headers(
              (nameAt, nameSize, valueAt, valueSize) ->
                  headers[0] =
                      fingerprinter.header(headers[0], data, nameAt, nameSize, valueAt, valueSize));
          if (contains(offset)) {
            sink.record(
                offset,
                timestamp,
                fingerprinter.key(data, walk.keyAt(), walk.keySize()),
                fingerprinter.value(data, walk.valueAt(), walk.valueSize()),
                headers[0],
                Math.max(-1, walk.keySize()),
                Math.max(-1, walk.valueSize()),
                walk.headerCount());
          }
        });
  }

  @Override
  public void records(Consumer<LogRecord> sink) {
    decode(
        (walk, data, offset, timestamp) -> {
          List<HeaderField> headers = new ArrayList<>(Math.min(16, walk.headerCount()));
          walk.headers(
              (nameAt, nameSize, valueAt, valueSize) ->
                  headers.add(
                      new HeaderField(
                          new String(data, nameAt, nameSize, StandardCharsets.UTF_8),
                          copy(data, valueAt, valueSize))));
          if (contains(offset)) {
            byte[] key = copy(data, walk.keyAt(), walk.keySize());
            byte[] value = copy(data, walk.valueAt(), walk.valueSize());
            sink.accept(
                new LogRecord(offset, timestamp, key, value, headers, header.isAppendTime()));
          }
        });
  }

  /** Receives each record; must read its headers. */
  @FunctionalInterface
  private interface Visitor {
    void visit(RecordWalk walk, byte[] data, long offset, long timestamp) throws IOException;
  }

  private void decode(Visitor visitor) {
    verify();
    try {
      ByteBuffer payload = header.payload();
      int size = decoder.inflater().inflate(payload, header.codec());
      byte[] data = decoder.inflater().data();
      RecordWalk walk = decoder.walk();
      walk.start(data, size);
      long base = baseOffset();
      long first = header.baseTimestamp();
      long append = header.maxTimestamp();
      boolean appended = header.isAppendTime();
      int count = count();
      for (int i = 0; i < count; i++) {
        walk.next();
        long timestamp = appended ? append : first + walk.timestampDelta();
        visitor.visit(walk, data, base + walk.offsetDelta(), timestamp);
      }
      if (!walk.isAtEnd()) {
        throw new IOException("bytes are left over behind " + count + " records");
      }
    } catch (IOException | KafkaException | IllegalArgumentException bad) {
      throw new DamagedBatch(partition, baseOffset(), String.valueOf(bad.getMessage()));
    }
  }

  private boolean contains(long offset) {
    return offset >= wanted.from() && offset < wanted.to();
  }

  private static byte[] copy(byte[] data, int from, int size) {
    return size < 0 ? null : Arrays.copyOfRange(data, from, from + size);
  }
}
