package io.strait.client;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

/** Opens a KafkaConsumer with the application's properties for that cluster. */
final class KafkaConsumerOpener<K, V> implements ConsumerOpener<K, V> {
  private final SwitchingConfig config;
  private final Deserializer<K> keys;
  private final Deserializer<V> values;

  KafkaConsumerOpener(SwitchingConfig config, Deserializer<K> keys, Deserializer<V> values) {
    this.config = config;
    this.keys = keys;
    this.values = values;
  }

  /** With deserializers made from the configuration. */
  static <K, V> KafkaConsumerOpener<K, V> configured(
      SwitchingConfig config, ConsumerConfig parsed) {
    Deserializer<K> keys = deserializer(parsed, ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    Deserializer<V> values = deserializer(parsed, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    keys.configure(parsed.originals(), true);
    values.configure(parsed.originals(), false);
    return new KafkaConsumerOpener<>(config, keys, values);
  }

  @SuppressWarnings("unchecked")
  private static <T> Deserializer<T> deserializer(ConsumerConfig parsed, String key) {
    // The class name comes from configuration: its type can only be claimed, as in KafkaConsumer.
    return parsed.getConfiguredInstance(key, Deserializer.class);
  }

  @Override
  public Consumer<K, V> open(String alias, boolean moved) {
    Map<String, Object> properties = config.kafka(alias);
    properties.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    properties.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    // The switch commits by itself: a KafkaConsumer would also commit when a stale one is closed.
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    if (moved) {
      properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    }
    return new KafkaConsumer<>(
        properties, new KeptDeserializer<>(keys), new KeptDeserializer<>(values));
  }

  @Override
  public void close() {
    keys.close();
    values.close();
  }
}
