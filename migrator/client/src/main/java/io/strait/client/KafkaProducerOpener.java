package io.strait.client;

import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens a KafkaProducer with the application's properties for that cluster. */
final class KafkaProducerOpener implements ProducerOpener {
  private final SwitchingConfig config;

  KafkaProducerOpener(SwitchingConfig config) {
    this.config = config;
  }

  @Override
  public Session open(String alias) {
    Map<String, Object> properties = config.kafka(alias);
    // These act on the application's objects, which are bytes here already.
    properties.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
    properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    return new Session(
        alias,
        producer,
        total(producer, "record-retry-total"),
        total(producer, "record-send-total"));
  }

  private static LongSupplier total(Producer<?, ?> producer, String name) {
    Metric total =
        producer.metrics().entrySet().stream()
            .filter(metric -> metric.getKey().name().equals(name))
            .filter(metric -> metric.getKey().group().equals("producer-metrics"))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "this kafka-clients has no metric "
                            + name
                            + ", without which a refusal cannot be told from a lost answer;"
                            + " use 4.3"))
            .getValue();
    return () -> ((Number) total.metricValue()).longValue();
  }
}
