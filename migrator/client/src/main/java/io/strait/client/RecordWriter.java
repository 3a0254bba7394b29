package io.strait.client;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Turns the application's record into bytes inside {@code send()}, so that the application may
 * reuse its objects while the record is held, and so that it is sent again byte for byte. Safe for
 * use by several threads as far as the serializers are.
 */
final class RecordWriter<K, V> implements AutoCloseable {
  /** What a held record costs besides its bytes: objects around it, measured roughly. */
  private static final int OVERHEAD = 200;

  private final Serializer<K> keys;
  private final Serializer<V> values;
  private final Interceptors<K, V> interceptors;
  private final Clock clock;

  RecordWriter(
      Serializer<K> keys, Serializer<V> values, Interceptors<K, V> interceptors, Clock clock) {
    this.keys = keys;
    this.values = values;
    this.interceptors = interceptors;
    this.clock = clock;
  }

  /** With serializers and interceptors made from the configuration. */
  static <K, V> RecordWriter<K, V> configured(ProducerConfig config, Clock clock) {
    Serializer<K> keys = serializer(config, ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    Serializer<V> values = serializer(config, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    keys.configure(config.originals(), true);
    values.configure(config.originals(), false);
    return given(config, keys, values, clock);
  }

  /** With interceptors made from the configuration; the serializers are ready for use. */
  @SuppressWarnings("unchecked")
  static <K, V> RecordWriter<K, V> given(
      ProducerConfig config, Serializer<K> keys, Serializer<V> values, Clock clock) {
    // The class names come from configuration: their types can only be claimed, as in
    // KafkaProducer.
    List<ProducerInterceptor<K, V>> chain =
        (List<ProducerInterceptor<K, V>>)
            (List<?>)
                config.getConfiguredInstances(
                    ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                    ProducerInterceptor.class,
                    Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        config.getString(ProducerConfig.CLIENT_ID_CONFIG)));
    return new RecordWriter<>(keys, values, new Interceptors<>(chain), clock);
  }

  @SuppressWarnings("unchecked")
  private static <T> Serializer<T> serializer(ProducerConfig config, String key) {
    return config.getConfiguredInstance(key, Serializer.class);
  }

  Interceptors<K, V> interceptors() {
    return interceptors;
  }

  /**
   * The record's bytes; a record without a timestamp gets the time of now.
   *
   * @throws SerializationException as KafkaProducer would
   */
  ProducerRecord<byte[], byte[]> bytes(ProducerRecord<K, V> record) {
    // A record of its own for the headers: serializers add to them.
    Headers headers =
        new ProducerRecord<byte[], byte[]>(
                record.topic(), record.partition(), null, null, null, record.headers())
            .headers();
    byte[] key = serialized(keys, "key", record.topic(), headers, record.key());
    byte[] value = serialized(values, "value", record.topic(), headers, record.value());
    long timestamp = record.timestamp() == null ? clock.millis() : record.timestamp();
    return new ProducerRecord<>(record.topic(), record.partition(), timestamp, key, value, headers);
  }

  private static <T> byte[] serialized(
      Serializer<T> serializer, String part, String topic, Headers headers, T data) {
    try {
      byte[] bytes = serializer.serialize(topic, headers, data);
      return bytes != null && isPartOf(data, bytes) ? bytes.clone() : bytes;
    } catch (ClassCastException e) {
      throw new SerializationException(
          "topic '"
              + topic
              + "': the record's "
              + part
              + " is a "
              + data.getClass().getName()
              + ", which "
              + serializer.getClass().getName()
              + " (set by "
              + part
              + ".serializer) does not take",
          e);
    }
  }

  /** Whether the serializer handed out the application's own array, as those for bytes do. */
  private static boolean isPartOf(Object data, byte[] bytes) {
    return data == bytes
        || (data instanceof ByteBuffer buffer && buffer.hasArray() && buffer.array() == bytes)
        || (data instanceof Bytes wrapped && wrapped.get() == bytes);
  }

  /** What this record counts against {@code buffer.memory} while held. */
  static int size(ProducerRecord<byte[], byte[]> record) {
    long size = OVERHEAD + length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      size += header.key().length() + length(header.value());
    }
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  @Override
  public void close() {
    interceptors.close();
    keys.close();
    values.close();
  }
}
