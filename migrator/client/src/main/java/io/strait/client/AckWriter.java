package io.strait.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes acknowledgements to one cluster, as far as it answers: a new epoch at once and until it is
 * there, the same one every 3 s. Never waits longer than 20 ms. Owned by one thread.
 */
final class AckWriter implements AutoCloseable {
  static final long HEARTBEAT_MS = 3_000;
  private static final Logger log = LoggerFactory.getLogger(AckWriter.class);
  private static final long FIRST_PAUSE_MS = 100;
  private static final int FAILURES_WORTH_A_WORD = 4;

  private final String alias;
  private final Map<String, Object> properties;
  private KafkaProducer<byte[], byte[]> producer;
  private long retryMs = FIRST_PAUSE_MS;
  private long attempted;
  private long attemptedAt;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile long delivered;
  private volatile boolean inFlight;

  AckWriter(String alias, Map<String, Object> properties, String clientId) {
    this.alias = alias;
    this.properties = ClientProperties.reaching(properties);
    this.properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "-acks-" + alias);
    this.properties.put(ProducerConfig.ACKS_CONFIG, "all");
    // Not idempotent: that would ask the application for one more permission.
    this.properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    this.properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    this.properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20);
    this.properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    this.properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);
  }

  /** Writes it if it is due at {@code ack.at()}. */
  void tick(RouteAck ack) {
    long now = ack.at().toEpochMilli();
    boolean news = ack.epoch() != attempted || ack.leaving();
    if (inFlight || (!news && now < attemptedAt + pauseMs())) {
      return;
    }
    retryMs = news ? FIRST_PAUSE_MS : Math.min(HEARTBEAT_MS, retryMs * 2);
    attempted = ack.epoch();
    attemptedAt = now;
    send(ack);
  }

  private long pauseMs() {
    return delivered == attempted ? HEARTBEAT_MS : retryMs;
  }

  private void send(RouteAck ack) {
    inFlight = true;
    try {
      opened()
          .send(
              new ProducerRecord<>(
                  RouteTopics.ACKS, RouteTopics.key(ack), RouteAckCodec.encode(ack)),
              (metadata, error) -> ended(ack, error));
    } catch (KafkaException e) {
      ended(ack, e);
    }
  }

  private void ended(RouteAck ack, Exception error) {
    if (error == null) {
      delivered = ack.epoch();
      failures.set(0);
    } else if (failures.incrementAndGet() == FAILURES_WORTH_A_WORD) {
      // The first ones are ordinary: the topic's leader is not known within the 20 ms of a send.
      log.atWarn()
          .addKeyValue("cluster", alias)
          .addKeyValue("epoch", ack.epoch())
          .addKeyValue("reason", error.toString())
          .log("Acknowledgement not written, trying on");
    }
    inFlight = false;
  }

  private KafkaProducer<byte[], byte[]> opened() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  /** True while one is under way. */
  boolean busy() {
    return inFlight;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
    }
  }
}
