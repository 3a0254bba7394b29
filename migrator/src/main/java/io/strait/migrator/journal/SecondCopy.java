package io.strait.migrator.journal;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the copy on the other cluster up with the home cluster's.
 *
 * <p>Entries are sent in order without waiting; what is not acknowledged is sent again after a
 * pause, from the first missing entry on. Repeated entries are harmless (see {@link JournalCopy}).
 * Belongs to the journal's thread.
 */
final class SecondCopy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SecondCopy.class);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final String migration;
  private final Clock clock;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private Optional<Future<RecordMetadata>> newest = Optional.empty();
  private int acknowledged;
  private int sent;
  private Instant retryAt = Instant.MIN;

  SecondCopy(Cluster cluster, String migration, Clock clock, int acknowledged) {
    this.cluster = cluster;
    this.migration = migration;
    this.clock = clock;
    this.acknowledged = acknowledged;
    this.sent = acknowledged;
  }

  /** Entries the copy is known to have. */
  int acknowledged() {
    settle(Duration.ZERO);
    return acknowledged;
  }

  /** Sends what has not been sent; returns at once. */
  void follow(List<JournalEntry> entries) {
    settle(Duration.ZERO);
    if (sent == entries.size() || clock.instant().isBefore(retryAt)) {
      return;
    }
    try {
      if (producer.isEmpty()) {
        JournalCopy.ensureTopic(cluster);
        producer = Optional.of(cluster.producer(config()));
      }
      while (sent < entries.size()) {
        newest = Optional.of(producer.get().send(record(entries.get(sent))));
        sent++;
      }
    } catch (KafkaException | io.strait.replicator.cluster.ClusterException e) {
      fallBehind(e);
    }
  }

  /** Waits until everything sent is acknowledged; sends first what is missing. */
  boolean await(List<JournalEntry> entries, Duration deadline) {
    if (acknowledged < entries.size() && newest.isEmpty()) {
      retryAt = Instant.MIN;
    }
    follow(entries);
    settle(deadline);
    return acknowledged == entries.size();
  }

  private void settle(Duration deadline) {
    if (newest.isEmpty() || (deadline.isZero() && !newest.get().isDone())) {
      return;
    }
    try {
      newest.get().get(Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS);
      acknowledged = sent;
      newest = Optional.empty();
    } catch (TimeoutException e) {
      log.atDebug().addKeyValue("migration", migration).log("Second journal copy is slow");
    } catch (ExecutionException e) {
      fallBehind(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fallBehind(Exception why) {
    log.atWarn()
        .addKeyValue("migration", migration)
        .addKeyValue("cluster", cluster.alias())
        .addKeyValue("missing", sent - acknowledged)
        .addKeyValue("reason", why.getMessage())
        .log("Second journal copy fell behind");
    close();
    newest = Optional.empty();
    sent = acknowledged;
    retryAt = clock.instant().plus(RETRY_PAUSE);
  }

  private ProducerRecord<byte[], byte[]> record(JournalEntry entry) {
    return new ProducerRecord<>(
        JournalCopy.TOPIC,
        0,
        migration.getBytes(StandardCharsets.UTF_8),
        JournalCodec.encode(entry));
  }

  private static Map<String, Object> config() {
    return Map.of(
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
        ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
  }

  @Override
  public void close() {
    producer.ifPresent(open -> open.close(Duration.ofMillis(500)));
    producer = Optional.empty();
  }
}
