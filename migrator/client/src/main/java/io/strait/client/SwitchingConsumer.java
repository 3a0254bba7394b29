package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A {@link Consumer} that reads where its wave's route leads, and nowhere while nobody may read.
 *
 * <p>Used like KafkaConsumer: by one thread, only {@link #wakeup} by any. The route is followed
 * inside {@link #poll}, and acknowledged there; an application that does not poll does not move.
 *
 * <p><b>In a group</b> ({@code subscribe}): on {@link Authority#NONE} the consumer commits what
 * earlier polls returned (with auto-commit; without it the application's own commits stand), calls
 * {@code onPartitionsRevoked}, leaves the group, also as a static member, and then acknowledges.
 * Without auto-commit it also commits the starting offset of partitions that have no committed
 * offset. Then {@code poll} returns empty after its timeout, until a route gives authority: a fresh
 * consumer subscribes there with the same listener and starts at the group's committed offsets,
 * which the migration has put there exactly. Positions in memory are never carried across.
 *
 * <p>If authority reached another cluster without a hold that was seen here, nothing is committed
 * any more and the listener gets {@code onPartitionsLost}: whoever moved the offsets has the last
 * word, and records handled since then are read again.
 *
 * <p><b>By hand</b> ({@code assign}): positions are carried as plain offsets, which mean the same
 * record on both clusters, without leader epochs, which do not.
 *
 * <p><b>After the first move</b> the consumer never chooses a position that could skip records:
 * {@code auto.offset.reset=earliest} holds where there is no committed offset or retention has
 * passed it; otherwise the {@code InvalidOffsetException} is thrown and the application decides by
 * {@code seek}. A restarted application uses its configured reset again.
 *
 * <p>While a fence refuses the group or a topic that were allowed before, {@code poll} returns
 * empty for up to {@code max.poll.interval.ms}, waiting for a newer route, and then throws. A
 * commit that comes too late, because authority is elsewhere, fails with CommitFailedException.
 *
 * <p>Not guaranteed, or different: calls that ask the cluster wait for a route first, up to their
 * timeout; metrics are those of the KafkaConsumer of the moment; while away a group's assignment is
 * empty.
 */
public final class SwitchingConsumer<K, V> implements Consumer<K, V> {
  private static final OffsetCommitCallback UNHEARD = (offsets, error) -> {};

  private final Confinement confinement = new Confinement();
  private final ConsumerSwitch<K, V> moves;
  private final ConsumerLimits limits;
  private final Commits<K, V> commits;
  private boolean closed;

  /**
   * Starts on the wave's route, with deserializers from the properties.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if there is no route in time, saying
   *     what to check
   * @throws org.apache.kafka.common.config.ConfigException if a property is wrong
   */
  public SwitchingConsumer(SwitchingConfig config) {
    this(
        config,
        checked(config, Map.of()),
        parsed -> KafkaConsumerOpener.configured(config, parsed));
  }

  /** As above, with deserializers that are ready for use; they are closed with this consumer. */
  public SwitchingConsumer(SwitchingConfig config, Deserializer<K> keys, Deserializer<V> values) {
    this(
        config,
        checked(config, deserializers(keys, values)),
        parsed -> new KafkaConsumerOpener<>(config, keys, values));
  }

  private SwitchingConsumer(
      SwitchingConfig config,
      ConsumerConfig parsed,
      Function<ConsumerConfig, ConsumerOpener<K, V>> opener) {
    this(
        ConsumerLimits.of(parsed),
        opener.apply(parsed),
        RouteFollower.start(
            config, ClientName.of(config, RouteAck.CONSUMER), RouteAck.CONSUMER, Clock.systemUTC()),
        Clock.systemUTC());
  }

  SwitchingConsumer(
      ConsumerLimits limits, ConsumerOpener<K, V> opener, RouteFeed feed, Clock clock) {
    this.limits = limits;
    this.moves = new ConsumerSwitch<>(feed, opener, limits, clock);
    this.commits = new Commits<>(moves);
    try {
      moves.follow();
    } catch (RuntimeException e) {
      moves.close(Here.leaving());
      throw e;
    }
  }

  private static ConsumerConfig checked(SwitchingConfig config, Map<String, Object> more) {
    ConsumerConfig first = null;
    for (String alias : config.clusters()) {
      Map<String, Object> properties = config.kafka(alias);
      properties.putAll(more);
      ConsumerConfig parsed = new ConsumerConfig(properties);
      first = first == null ? parsed : first;
    }
    return first;
  }

  private static Map<String, Object> deserializers(Deserializer<?> keys, Deserializer<?> values) {
    return Map.of(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, keys.getClass(),
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, values.getClass());
  }

  private <T> T confined(Supplier<T> act) {
    confinement.enter();
    try {
      if (closed) {
        throw new IllegalStateException("This consumer has already been closed.");
      }
      return act.get();
    } catch (WakeupException e) {
      moves.awake();
      throw e;
    } finally {
      confinement.exit();
    }
  }

  private void does(Runnable act) {
    confined(
        () -> {
          act.run();
          return moves;
        });
  }

  /** On the consumer that exists, or else on what is kept while away. */
  private <T> T hereOrAway(Function<Consumer<K, V>, T> there, Function<Away, T> otherwise) {
    return confined(
        () ->
            moves
                .here()
                .map(now -> there.apply(now.consumer()))
                .orElseGet(() -> otherwise.apply(moves.away())));
  }

  /** On a cluster, waiting for one first. */
  private <T> T reached(Duration timeout, Function<Consumer<K, V>, T> act) {
    return confined(() -> act.apply(moves.reach(timeout)));
  }

  @Override
  public Set<TopicPartition> assignment() {
    return hereOrAway(Consumer::assignment, away -> Set.copyOf(away.assignment()));
  }

  @Override
  public Set<String> subscription() {
    return hereOrAway(Consumer::subscription, away -> Set.copyOf(away.subscription()));
  }

  @Override
  public void subscribe(Collection<String> topics) {
    subscribe(topics, Interest.SILENT);
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    if (topics.isEmpty()) {
      unsubscribe();
    } else {
      does(() -> moves.read(new Interest.Topics(topics, listener)));
    }
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      unsubscribe();
    } else {
      does(() -> moves.read(new Interest.Partitions(Set.copyOf(partitions))));
    }
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    does(() -> moves.read(new Interest.Regex(pattern, listener)));
  }

  @Override
  public void subscribe(Pattern pattern) {
    subscribe(pattern, Interest.SILENT);
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
    does(() -> moves.read(new Interest.BrokerRegex(pattern, listener)));
  }

  @Override
  public void subscribe(SubscriptionPattern pattern) {
    subscribe(pattern, Interest.SILENT);
  }

  @Override
  public void unsubscribe() {
    does(() -> moves.read(new Interest.Nothing()));
  }

  @Override
  public ConsumerRecords<K, V> poll(Duration timeout) {
    return confined(() -> moves.poll(timeout));
  }

  @Override
  public void commitSync() {
    commitSync(limits.callTimeout());
  }

  @Override
  public void commitSync(Duration timeout) {
    does(() -> commits.sync(timeout));
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    commitSync(offsets, limits.callTimeout());
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    does(() -> commits.sync(offsets, timeout));
  }

  @Override
  public void commitAsync() {
    commitAsync(UNHEARD);
  }

  @Override
  public void commitAsync(OffsetCommitCallback callback) {
    does(() -> commits.async(callback == null ? UNHEARD : callback));
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    does(() -> commits.async(offsets, callback == null ? UNHEARD : callback));
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    does(() -> moves.add(metric));
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    does(() -> moves.remove(metric));
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("seek offset must not be a negative number: " + offset);
    }
    seek(partition, new OffsetAndMetadata(offset));
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata to) {
    does(
        () ->
            moves
                .here()
                .ifPresentOrElse(
                    now -> now.consumer().seek(partition, to),
                    () -> moves.away().seek(partition, to.offset())));
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    does(() -> moves.reach(limits.callTimeout()).seekToBeginning(partitions));
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    does(() -> moves.reach(limits.callTimeout()).seekToEnd(partitions));
  }

  @Override
  public long position(TopicPartition partition) {
    return position(partition, limits.callTimeout());
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    return confined(
        () -> {
          Optional<Long> kept =
              moves.here().isPresent() ? Optional.empty() : moves.away().position(partition);
          return kept.orElseGet(() -> moves.reach(timeout).position(partition, timeout));
        });
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return committed(partitions, limits.callTimeout());
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    return reached(timeout, consumer -> consumer.committed(partitions, timeout));
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return reached(timeout, consumer -> consumer.clientInstanceId(timeout));
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return this.<Map<MetricName, ? extends Metric>>hereOrAway(Consumer::metrics, away -> Map.of());
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return partitionsFor(topic, limits.callTimeout());
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
    return reached(timeout, consumer -> consumer.partitionsFor(topic, timeout));
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics() {
    return listTopics(limits.callTimeout());
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
    return reached(timeout, consumer -> consumer.listTopics(timeout));
  }

  @Override
  public Set<TopicPartition> paused() {
    return hereOrAway(Consumer::paused, Away::paused);
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    does(
        () ->
            moves
                .here()
                .ifPresentOrElse(
                    now -> now.consumer().pause(partitions), () -> moves.away().pause(partitions)));
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    does(
        () ->
            moves
                .here()
                .ifPresentOrElse(
                    now -> now.consumer().resume(partitions),
                    () -> moves.away().resume(partitions)));
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestamps) {
    return offsetsForTimes(timestamps, limits.callTimeout());
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestamps, Duration timeout) {
    return reached(timeout, consumer -> consumer.offsetsForTimes(timestamps, timeout));
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    return beginningOffsets(partitions, limits.callTimeout());
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return reached(timeout, consumer -> consumer.beginningOffsets(partitions, timeout));
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    return endOffsets(partitions, limits.callTimeout());
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return reached(timeout, consumer -> consumer.endOffsets(partitions, timeout));
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    return hereOrAway(consumer -> consumer.currentLag(partition), away -> OptionalLong.empty());
  }

  /** The group's state on the open cluster, waiting for one: it means nothing on another. */
  @Override
  public ConsumerGroupMetadata groupMetadata() {
    return reached(limits.callTimeout(), Consumer::groupMetadata);
  }

  @Override
  public void enforceRebalance() {
    does(() -> moves.here().ifPresent(now -> now.consumer().enforceRebalance()));
  }

  @Override
  public void enforceRebalance(String reason) {
    does(() -> moves.here().ifPresent(now -> now.consumer().enforceRebalance(reason)));
  }

  @Override
  public void close() {
    close(CloseOptions.timeout(Duration.ofSeconds(30)));
  }

  /** As {@link #close(CloseOptions)}; deprecated in the interface. */
  @Override
  @Deprecated
  public void close(Duration timeout) {
    close(CloseOptions.timeout(timeout));
  }

  @Override
  public void close(CloseOptions options) {
    confinement.enter();
    try {
      if (!closed) {
        moves.close(options);
        closed = true;
      }
    } finally {
      confinement.exit();
    }
  }

  /** Any thread: the call that waits, or else the next one that would, throws WakeupException. */
  @Override
  public void wakeup() {
    moves.wakeup();
  }
}
