package io.strait.ops.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * One record as a reader saw it.
 *
 * @param partition where
 * @param offset where
 * @param key origin airport
 * @param message which message it was, by the producer's own numbering
 */
record Seen(int partition, long offset, String key, Message message) {
  private static final String PRODUCER = "producer";
  private static final String SEQUENCE = "seq";
  private static final String RUN = "run";

  /**
   * The identity a producer gives a message; written into headers, never derived from offsets.
   *
   * @param producer which producer, from 0
   * @param sequence its running number, from 0
   */
  record Message(int producer, long sequence) {}

  static List<Header> headers(Message message, long run) {
    return List.of(
        new RecordHeader(PRODUCER, bytes(message.producer())),
        new RecordHeader(SEQUENCE, bytes(message.sequence())),
        new RecordHeader(RUN, Long.toString(run).getBytes(StandardCharsets.US_ASCII)));
  }

  static Seen of(ConsumerRecord<byte[], byte[]> record) {
    return new Seen(
        record.partition(),
        record.offset(),
        new String(record.key(), StandardCharsets.UTF_8),
        new Message((int) number(record.headers(), PRODUCER), number(record.headers(), SEQUENCE)));
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static long number(Headers headers, String name) {
    return ByteBuffer.wrap(headers.lastHeader(name).value()).getLong();
  }
}
