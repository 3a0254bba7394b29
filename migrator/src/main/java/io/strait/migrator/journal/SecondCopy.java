package io.strait.migrator.journal;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
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

  /** The way to the topic; sends in the order of the calls. */
  interface Outlet extends AutoCloseable {
    /** Begins to send one entry. */
    Future<?> send(JournalEntry entry);

    @Override
    void close();
  }

  private final ClusterAlias at;
  private final String migration;
  private final Clock clock;
  private final Supplier<Outlet> opener;
  private final Deque<Future<?>> unsettled = new ArrayDeque<>();
  private Optional<Outlet> outlet = Optional.empty();
  private int acknowledged;
  private int sent;
  private Instant retryAt = Instant.MIN;

  SecondCopy(Cluster cluster, String migration, Clock clock, int acknowledged) {
    this(cluster.alias(), migration, clock, acknowledged, () -> open(cluster, migration));
  }

  /** With another way to the topic. */
  SecondCopy(
      ClusterAlias at, String migration, Clock clock, int acknowledged, Supplier<Outlet> opener) {
    this.at = at;
    this.migration = migration;
    this.clock = clock;
    this.opener = opener;
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
      if (outlet.isEmpty()) {
        outlet = Optional.of(opener.get());
      }
      while (sent < entries.size()) {
        unsettled.addLast(outlet.get().send(entries.get(sent)));
        sent++;
      }
    } catch (KafkaException | ClusterException e) {
      fallBehind(e);
    }
  }

  /** Waits until everything sent is acknowledged; sends first what is missing. */
  boolean await(List<JournalEntry> entries, Duration deadline) {
    if (acknowledged < entries.size() && unsettled.isEmpty()) {
      retryAt = Instant.MIN;
    }
    follow(entries);
    settle(deadline);
    return acknowledged == entries.size();
  }

  /** Waits for the newest, which is answered last, then counts from the oldest on. */
  private void settle(Duration deadline) {
    if (unsettled.isEmpty()) {
      return;
    }
    try {
      if (!deadline.isZero()) {
        unsettled.getLast().get(Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      log.atDebug().addKeyValue("migration", migration).log("Second journal copy is slow");
    } catch (ExecutionException e) {
      log.atDebug().addKeyValue("migration", migration).log("Second journal copy refused an entry");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    count();
  }

  /** An entry counts only if all before it are there: the first that failed is sent again. */
  private void count() {
    while (!unsettled.isEmpty() && unsettled.getFirst().isDone()) {
      try {
        unsettled.getFirst().get();
        unsettled.removeFirst();
        acknowledged++;
      } catch (ExecutionException e) {
        fallBehind(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void fallBehind(Exception why) {
    log.atWarn()
        .addKeyValue("migration", migration)
        .addKeyValue("cluster", at)
        .addKeyValue("missing", sent - acknowledged)
        .addKeyValue("reason", why.getMessage())
        .log("Second journal copy fell behind");
    close();
    unsettled.clear();
    sent = acknowledged;
    retryAt = clock.instant().plus(RETRY_PAUSE);
  }

  private static Outlet open(Cluster cluster, String migration) {
    InternalTopic.JOURNAL.ensure(cluster);
    Producer<byte[], byte[]> producer = cluster.producer(config());
    byte[] key = migration.getBytes(StandardCharsets.UTF_8);
    return new Outlet() {
      @Override
      public Future<?> send(JournalEntry entry) {
        return producer.send(
            new ProducerRecord<>(JournalCopy.TOPIC, 0, key, JournalCodec.encode(entry)));
      }

      @Override
      public void close() {
        producer.close(Duration.ofMillis(500));
      }
    };
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
    outlet.ifPresent(Outlet::close);
    outlet = Optional.empty();
  }
}
