package io.strait.client;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The application's deserializer, lent to one consumer after the other: closing it does nothing.
 */
final class KeptDeserializer<T> implements Deserializer<T> {
  private final Deserializer<T> lent;

  KeptDeserializer(Deserializer<T> lent) {
    this.lent = lent;
  }

  @Override
  public T deserialize(String topic, byte[] data) {
    return lent.deserialize(topic, data);
  }

  @Override
  public T deserialize(String topic, Headers headers, byte[] data) {
    return lent.deserialize(topic, headers, data);
  }

  @Override
  public T deserialize(String topic, Headers headers, ByteBuffer data) {
    return lent.deserialize(topic, headers, data);
  }

  @Override
  public void close() {
    // The next consumer needs it.
  }
}
