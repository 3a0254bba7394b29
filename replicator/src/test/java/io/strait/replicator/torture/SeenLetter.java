package io.strait.replicator.torture;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as a consumer saw it.
 *
 * @param source where its headers say that it comes from
 * @param offset likewise
 * @param id writer and number, from the record's own header
 */
record SeenLetter(TopicPartition source, long offset, String id) {
  static SeenLetter of(ConsumerRecord<byte[], byte[]> entry) {
    return new SeenLetter(
        new TopicPartition(
            header(entry, "strait.dlq.source.topic"),
            Integer.parseInt(header(entry, "strait.dlq.source.partition"))),
        Long.parseLong(header(entry, "strait.dlq.source.offset")),
        header(entry, Records.ID));
  }

  private static String header(ConsumerRecord<byte[], byte[]> entry, String name) {
    Header header = entry.headers().lastHeader(name);
    if (header == null) {
      throw new AssertionError("a letter at " + entry.offset() + " without header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
