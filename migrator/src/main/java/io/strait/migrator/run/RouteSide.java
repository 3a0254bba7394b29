package io.strait.migrator.run;

import io.strait.client.Route;
import io.strait.client.RouteAck;
import io.strait.client.RouteAckCodec;
import io.strait.client.RouteCodec;
import io.strait.client.RouteTopics;
import io.strait.migrator.journal.InternalTopic;
import io.strait.migrator.journal.TopicLog;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cluster's half of the route board. A fault is remembered and tried again after a pause. */
final class RouteSide implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteSide.class);
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final String wave;
  private final Cluster cluster;
  private final Clock clock;
  private final Map<String, RouteAck> acks = new HashMap<>();
  private Optional<TopicLog> routeLog = Optional.empty();
  private Optional<TopicLog> ackLog = Optional.empty();
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private Optional<Future<RecordMetadata>> sending = Optional.empty();
  private Optional<Route> best = Optional.empty();
  private Optional<Route> last = Optional.empty();
  private Optional<String> fault = Optional.empty();
  private Instant notBefore = Instant.MIN;

  RouteSide(String wave, Cluster cluster, Clock clock) {
    this.wave = wave;
    this.cluster = cluster;
    this.clock = clock;
  }

  ClusterAlias alias() {
    return cluster.alias();
  }

  /** Whether the last attempt to read succeeded. */
  boolean answers() {
    return fault.isEmpty() && routeLog.isPresent();
  }

  String fault() {
    return fault.orElse("cluster '" + alias() + "' was not asked yet");
  }

  /** The route with the highest epoch. */
  Optional<Route> best() {
    return best;
  }

  /** The route that compaction would leave. */
  Optional<Route> last() {
    return last;
  }

  Collection<RouteAck> acks() {
    return acks.values();
  }

  /** Reads what is new, unless the cluster failed a moment ago. */
  void read() {
    if (clock.instant().isBefore(notBefore)) {
      return;
    }
    try {
      open();
      for (ConsumerRecord<byte[], byte[]> record : routeLog.orElseThrow().next(SILENCE)) {
        route(record);
      }
      for (ConsumerRecord<byte[], byte[]> record : ackLog.orElseThrow().next(SILENCE)) {
        ack(record);
      }
      fault = Optional.empty();
    } catch (ClusterException e) {
      failed(e);
    }
  }

  /** Begins to publish; {@link #sent} says whether it arrived. */
  void send(Route route) {
    try {
      open();
      if (producer.isEmpty()) {
        producer =
            Optional.of(
                cluster.producer(
                    Map.of(
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000)));
      }
      sending =
          Optional.of(
              producer
                  .get()
                  .send(
                      new ProducerRecord<>(
                          RouteTopics.ROUTES,
                          0,
                          RouteTopics.key(route),
                          RouteCodec.encode(route))));
    } catch (KafkaException | ClusterException e) {
      sending = Optional.empty();
      failed(new ClusterException(alias(), "publishing a route", e));
    }
  }

  boolean sent() {
    if (sending.isEmpty()) {
      return false;
    }
    try {
      sending.get().get(SILENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      failed(new ClusterException(alias(), "publishing a route", e));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      sending = Optional.empty();
    }
  }

  private void open() {
    if (routeLog.isEmpty()) {
      InternalTopic.ROUTES.ensure(cluster);
      routeLog = Optional.of(new TopicLog(cluster, RouteTopics.ROUTES, clock));
    }
    if (ackLog.isEmpty()) {
      InternalTopic.ACKS.ensure(cluster);
      ackLog = Optional.of(new TopicLog(cluster, RouteTopics.ACKS, clock));
    }
  }

  private void route(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      Route route = RouteCodec.decode(record.value());
      if (route.wave().equals(wave)) {
        last = Optional.of(route);
        best = best.filter(known -> known.epoch() >= route.epoch()).or(() -> Optional.of(route));
      }
    } catch (IllegalArgumentException e) {
      ignored(record, e);
    }
  }

  private void ack(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      RouteAck ack = RouteAckCodec.decode(record.value());
      if (ack.wave().equals(wave)) {
        acks.merge(ack.instance(), ack, KafkaRouteBoard::newer);
      }
    } catch (IllegalArgumentException e) {
      ignored(record, e);
    }
  }

  private void ignored(ConsumerRecord<byte[], byte[]> record, IllegalArgumentException why) {
    log.atWarn()
        .addKeyValue("cluster", alias())
        .addKeyValue("topic", record.topic())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", why.getMessage())
        .log("Record of the route protocol not understood and ignored");
  }

  private void failed(ClusterException e) {
    if (fault.isEmpty()) {
      log.atWarn()
          .addKeyValue("cluster", alias())
          .addKeyValue("reason", e.getMessage())
          .log("Route board does not answer on one cluster");
    }
    fault = Optional.of(String.valueOf(e.getMessage()));
    notBefore = clock.instant().plus(PAUSE);
  }

  @Override
  public void close() {
    routeLog.ifPresent(TopicLog::close);
    ackLog.ifPresent(TopicLog::close);
    producer.ifPresent(open -> open.close(Duration.ofSeconds(1)));
  }
}
