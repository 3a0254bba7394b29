package io.strait.ops.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * One record and the offset at which the source stored it.
 *
 * @param offset on the source
 * @param timestamp milliseconds
 * @param key may be null
 * @param value null for a tombstone
 * @param headers in order
 */
record Written(long offset, long timestamp, byte[] key, byte[] value, List<Header> headers) {
  Written at(long place) {
    return new Written(place, timestamp, key, value, headers);
  }

  Written withKey(byte[] other) {
    return new Written(offset, timestamp, other, value, headers);
  }

  Written withValue(byte[] other) {
    return new Written(offset, timestamp, key, other, headers);
  }

  Written withTimestamp(long other) {
    return new Written(offset, other, key, value, headers);
  }

  /** With one more byte in the value of its first header, or a header where there was none. */
  Written withOtherHeader() {
    List<Header> changed = new ArrayList<>(headers);
    if (changed.isEmpty()) {
      changed.add(new RecordHeader("added", new byte[0]));
    } else {
      Header first = changed.get(0);
      changed.set(0, new RecordHeader(first.key(), longer(first.value())));
    }
    return new Written(offset, timestamp, key, value, changed);
  }

  boolean hasValue() {
    return value != null && value.length > 0;
  }

  boolean sameContent(Written other) {
    return Objects.deepEquals(new Object[] {key, value}, new Object[] {other.key(), other.value()});
  }

  ProducerRecord<byte[], byte[]> to(String topic) {
    return new ProducerRecord<>(topic, 0, timestamp, key, value, headers);
  }

  private static byte[] longer(byte[] bytes) {
    byte[] from = bytes == null ? new byte[0] : bytes;
    byte[] more = java.util.Arrays.copyOf(from, from.length + 1);
    more[from.length] = 1;
    return more;
  }
}
