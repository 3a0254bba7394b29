package io.strait.replicator.cluster;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the JVM load what every client of Kafka needs while the caller still does something else:
 * the first client of a process takes far longer to make than the second.
 */
public final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

  private WarmUp() {}

  /** Returns at once. Sends nothing to anybody; whether it works is nobody's concern. */
  public static void begin() {
    Thread thread = new Thread(WarmUp::makeOne, "strait-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void makeOne() {
    Map<String, Object> config =
        Map.of(
            // A consumer asks nobody before its first poll.
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
            ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "",
            ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      log.atDebug().addKeyValue("metrics", consumer.metrics().size()).log("Warm");
    } catch (RuntimeException e) {
      log.atDebug().setCause(e).log("Not warm");
    }
  }
}
