package io.strait.replicator.sync.state;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.LinkName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a link applied to its target last, kept in the topic {@code strait.twin.<link>} there.
 *
 * <p>The topic is made by the first {@link #applied}; until then nothing was applied. Any thread;
 * who comes second waits. Not guaranteed: that two processes that apply at the same time see each
 * other's entries before the next {@link #refresh}.
 */
public final class AppliedLog implements LastApplied, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int REPLICAS = 3;

  /** What is known of a group with some ten thousand positions is one record. */
  private static final int LARGEST = 4 << 20;

  private static final Map<String, String> CONFIGS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          // Read whole at every start: it is to stay short.
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(50 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          Integer.toString(LARGEST));

  private final Cluster target;
  private final TopicPartition place;
  private final Map<Aspect, Map<String, String>> known = new EnumMap<>(Aspect.class);
  private Optional<Consumer<byte[], byte[]>> consumer = Optional.empty();
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

  /** Connects to nothing; knows nothing before {@link #refresh}. Does not close the cluster. */
  public AppliedLog(Cluster target, LinkName link) {
    this.target = target;
    this.place = new TopicPartition(topic(link), 0);
  }

  /** The topic's name on the link's target. */
  public static String topic(LinkName link) {
    return "strait.twin." + link;
  }

  /**
   * Reads what was stored since the last call, everything at the first.
   *
   * @throws ClusterException if it cannot be read
   */
  public synchronized void refresh() {
    try {
      if (consumer.isPresent() || exists()) {
        readToEnd();
      }
    } catch (KafkaException | TimeoutException e) {
      forget();
      throw new ClusterException(
          target.alias(), "reading " + place.topic() + " (needs READ on it)", e);
    }
  }

  @Override
  public synchronized Optional<String> value(Aspect aspect, String resource) {
    return Optional.ofNullable(known.getOrDefault(aspect, Map.of()).get(resource));
  }

  @Override
  public synchronized Map<String, String> values(Aspect aspect) {
    return new TreeMap<>(known.getOrDefault(aspect, Map.of()));
  }

  @Override
  public synchronized void applied(Aspect aspect, Map<String, Optional<String>> values) {
    if (values.isEmpty()) {
      return;
    }
    List<Future<?>> sent = new ArrayList<>();
    try {
      Producer<byte[], byte[]> open = producer();
      values.forEach((resource, value) -> sent.add(open.send(record(aspect, resource, value))));
      open.flush();
      for (Future<?> one : sent) {
        one.get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(
          target.alias(), "writing " + place.topic() + " (needs WRITE on it)", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      forget();
      throw new ClusterException(
          target.alias(), "writing " + place.topic() + " (needs WRITE on it)", e);
    }
    values.forEach((resource, value) -> put(aspect, resource, value));
  }

  /** At once; what was stored stays. */
  @Override
  public synchronized void close() {
    forget();
  }

  private ProducerRecord<byte[], byte[]> record(
      Aspect aspect, String resource, Optional<String> value) {
    byte[] bytes = value.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
    return new ProducerRecord<>(
        place.topic(), place.partition(), new AppliedKey(aspect, resource).bytes(), bytes);
  }

  private void put(Aspect aspect, String resource, Optional<String> value) {
    Map<String, String> mine = known.computeIfAbsent(aspect, key -> new TreeMap<>());
    value.ifPresentOrElse(text -> mine.put(resource, text), () -> mine.remove(resource));
  }

  private boolean exists() {
    return new TopicObserver(target).present(List.of(place.topic())).contains(place.topic());
  }

  private void readToEnd() throws TimeoutException {
    if (consumer.isEmpty()) {
      known.clear();
      consumer = Optional.of(target.consumer(Map.of()));
      consumer.orElseThrow().assign(List.of(place));
      consumer.orElseThrow().seekToBeginning(List.of(place));
    }
    Consumer<byte[], byte[]> open = consumer.orElseThrow();
    long end = open.endOffsets(List.of(place)).get(place);
    long until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
    while (open.position(place) < end) {
      for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
        until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
        take(record);
      }
      if (System.nanoTime() - until > 0) {
        throw new TimeoutException("no record came for " + Cluster.CALL_DEADLINE + "; try again");
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> value =
        Optional.ofNullable(record.value()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    AppliedKey.of(record.key()).ifPresent(key -> put(key.aspect(), key.resource(), value));
  }

  private Producer<byte[], byte[]> producer() {
    if (producer.isEmpty()) {
      if (!exists()) {
        create();
      }
      producer =
          Optional.of(target.producer(Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST)));
    }
    return producer.orElseThrow();
  }

  /** Returns once the leader answers: an idempotent producer that writes earlier may get stuck. */
  private void create() {
    TopicObserver topics = new TopicObserver(target);
    int replicas = Math.min(REPLICAS, topics.brokers());
    topics.create(List.of(new TopicChange.Create(place.topic(), 1, replicas, CONFIGS)));
    long until = System.nanoTime() + Cluster.CALL_DEADLINE.toNanos();
    while (!hasLeader(until)) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** A broker that has not heard of the topic yet says that there is none. */
  private boolean hasLeader(long untilNanos) {
    try {
      target.await(
          "waiting for the leader of " + place,
          target.admin().listOffsets(Map.of(place, OffsetSpec.latest())).all());
      return true;
    } catch (ClusterException e) {
      boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
      boolean passes = unknown || e.kind() == FaultKind.RETRIABLE;
      if (!passes || System.nanoTime() - untilNanos > 0) {
        throw e;
      }
      return false;
    }
  }

  /** What is known is read anew after any fault. */
  private void forget() {
    consumer.ifPresent(open -> open.close(CloseOptions.timeout(Duration.ZERO)));
    producer.ifPresent(open -> open.close(Duration.ZERO));
    consumer = Optional.empty();
    producer = Optional.empty();
  }
}
