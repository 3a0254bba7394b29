package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the routes of one cluster from their beginning, without a group. Whatever is wrong with the
 * cluster is remembered and tried again; only {@link #poll} waits, never longer than told. Owned by
 * one thread, except {@link #caughtUp} and {@link #fault}.
 */
final class RouteReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteReader.class);
  private static final TopicPartition ROUTES = new TopicPartition(RouteTopics.ROUTES, 0);
  private static final long PAUSE_AFTER_FAULT_MS = 500;

  private final String alias;
  private final Map<String, Object> properties;
  private final Clock clock;
  private KafkaConsumer<byte[], byte[]> consumer;
  private long notBefore;
  private volatile boolean caughtUp;
  private volatile String fault;

  RouteReader(String alias, Map<String, Object> properties, String clientId, Clock clock) {
    this.alias = alias;
    this.clock = clock;
    this.properties = ClientProperties.reaching(properties);
    this.properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "-routes-" + alias);
    this.properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    this.properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
  }

  /** Brings what has come to the board; true if the board took something. */
  boolean poll(Duration atMost, RouteBoard board) {
    if (clock.millis() < notBefore) {
      return false;
    }
    try {
      boolean changed = false;
      for (ConsumerRecord<byte[], byte[]> published : opened().poll(atMost)) {
        changed |= published.value() != null && taken(published, board);
      }
      if (!caughtUp && consumer.currentLag(ROUTES).orElse(1) == 0) {
        caughtUp = true;
        fault = null;
      }
      return changed;
    } catch (KafkaException e) {
      remember(e);
      return false;
    }
  }

  private boolean taken(ConsumerRecord<byte[], byte[]> published, RouteBoard board) {
    try {
      return board.offer(RouteCodec.decode(published.value()));
    } catch (IllegalArgumentException e) {
      log.atError()
          .addKeyValue("cluster", alias)
          .addKeyValue("offset", published.offset())
          .addKeyValue("reason", e.getMessage())
          .log("Route not understood and ignored");
      return false;
    }
  }

  private KafkaConsumer<byte[], byte[]> opened() {
    if (consumer == null) {
      consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer.assign(List.of(ROUTES));
    }
    return consumer;
  }

  private void remember(KafkaException e) {
    notBefore = clock.millis() + PAUSE_AFTER_FAULT_MS;
    String said = e.getClass().getSimpleName() + ": " + e.getMessage();
    if (!Objects.equals(said, fault)) {
      fault = said;
      log.atWarn()
          .addKeyValue("cluster", alias)
          .addKeyValue("reason", said)
          .log("Routes cannot be read, trying on");
    }
  }

  /** True once everything that was published on this cluster at some moment has been read. */
  boolean caughtUp() {
    return caughtUp;
  }

  /** What this reader would say to an operator. */
  String state() {
    if (caughtUp) {
      return "cluster '" + alias + "': read to the end";
    }
    return "cluster '"
        + alias
        + "': "
        + Optional.ofNullable(fault)
            .orElse("no answer about topic '" + RouteTopics.ROUTES + "' (down, or no such topic)");
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
    }
  }
}
