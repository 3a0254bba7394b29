package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Producer} that writes where its wave's route leads, and holds while nobody may write.
 *
 * <p>Thread-safe like KafkaProducer, and used like it. While the route says {@link Authority#NONE},
 * or after the fence of a cutover has refused a record, records are held in order, at most {@code
 * buffer.memory} bytes; then {@code send} waits up to {@code max.block.ms}. Afterwards they are
 * sent to the cluster that has authority before any newer record. Each change of authority gets a
 * fresh KafkaProducer: an old producer id could collide with one of the other cluster.
 *
 * <p>What a record's future says:
 *
 * <ul>
 *   <li>metadata: it is in the log of the cluster that had authority, once;
 *   <li>TimeoutException that says "held": it was never sent, and is on no cluster;
 *   <li>any other error: as from KafkaProducer. An unknown outcome (a timeout, a lost connection)
 *       is never repeated on the other cluster, so it is at most once from here; an application
 *       that sends it again gets at least once.
 * </ul>
 *
 * <p>A refusal by TopicAuthorizationException counts as the fence if this producer has written to
 * that topic before and has not retried anything meanwhile; it is then held up to {@code
 * delivery.timeout.ms} for a newer route, together with everything after it, and fails with the
 * refusal if none comes.
 *
 * <p>A cluster that does not let this producer in after a switch, and to which nothing was sent
 * yet, is asked again: the records are held like those, and fail with the login's error at the end
 * of their {@code delivery.timeout.ms}.
 *
 * <p>Transactions stay on one cluster: {@code beginTransaction} waits for an open route, and a
 * switch waits for the end of the transaction before it is acknowledged. A fenced transaction fails
 * as with KafkaProducer and is to be aborted; nothing of it is held or sent again.
 *
 * <p>Not guaranteed, or different: up to twice {@code buffer.memory} is used around a switch; a
 * held record may take up to twice {@code delivery.timeout.ms}; records without key may get another
 * partition when sent again; a custom partitioner sees keys as bytes; metrics are those of the
 * KafkaProducer of the moment; {@code acks=0} is refused.
 */
public final class SwitchingProducer<K, V> implements Producer<K, V> {
  private static final Logger log = LoggerFactory.getLogger(SwitchingProducer.class);
  private static final long END_MS = 10_000;

  private final RecordWriter<K, V> writer;
  private final ProducerLimits limits;
  private final RouteFeed feed;
  private final ProducerSwitch moves;
  private final SendPath path;
  private final TransactionPin pin;
  private final SwitchThread thread;
  private final ThreadLocal<Boolean> inCallback = new ThreadLocal<>();

  /**
   * Starts on the wave's route, with serializers from the properties.
   *
   * @throws TimeoutException if there is no route in time, saying what to check
   * @throws ConfigException if a property is wrong
   */
  public SwitchingProducer(SwitchingConfig config) {
    this(config, checked(config, Map.of()), Clock.systemUTC());
  }

  /** As above, with serializers that are ready for use; they are closed with this producer. */
  public SwitchingProducer(SwitchingConfig config, Serializer<K> keys, Serializer<V> values) {
    this(
        config,
        checked(config, serializers(keys, values)),
        parsed -> RecordWriter.given(parsed, keys, values, Clock.systemUTC()));
  }

  private SwitchingProducer(SwitchingConfig config, ProducerConfig parsed, Clock clock) {
    this(config, parsed, given -> RecordWriter.configured(given, clock));
  }

  private SwitchingProducer(
      SwitchingConfig config,
      ProducerConfig parsed,
      Function<ProducerConfig, RecordWriter<K, V>> writer) {
    this(
        writer.apply(parsed),
        ProducerLimits.of(parsed),
        new KafkaProducerOpener(config),
        RouteFollower.start(
            config, ClientName.of(config, RouteAck.PRODUCER), RouteAck.PRODUCER, Clock.systemUTC()),
        Clock.systemUTC());
  }

  SwitchingProducer(
      RecordWriter<K, V> writer,
      ProducerLimits limits,
      ProducerOpener opener,
      RouteFeed feed,
      Clock clock) {
    this.writer = writer;
    this.limits = limits;
    this.feed = feed;
    this.moves = new ProducerSwitch(feed, opener, limits, clock);
    this.path = new SendPath(moves, limits, clock);
    this.pin = new TransactionPin(path::entered);
    this.thread = new SwitchThread(moves, "strait-producer");
    thread.start();
  }

  private static ProducerConfig checked(SwitchingConfig config, Map<String, Object> more) {
    ProducerConfig first = null;
    for (String alias : config.clusters()) {
      Map<String, Object> properties = config.kafka(alias);
      properties.putAll(more);
      ProducerConfig parsed = new ProducerConfig(properties);
      first = first == null ? parsed : first;
    }
    return first;
  }

  private static Map<String, Object> serializers(Serializer<?> keys, Serializer<?> values) {
    return Map.of(
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, keys.getClass(),
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, values.getClass());
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<K, V> record) {
    return send(record, null);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<K, V> record, Callback callback) {
    path.checkOpen();
    Optional<Session> pinned = pinned();
    Interceptors<K, V> interceptors = writer.interceptors();
    ProducerRecord<K, V> chosen = interceptors.onSend(record);
    ProducerRecord<byte[], byte[]> bytes = writer.bytes(chosen);
    return path.send(
        bytes,
        pinned,
        (metadata, error) -> {
          interceptors.onEnd(metadata, error, bytes.headers());
          callBack(callback, metadata, error);
        });
  }

  private Optional<Session> pinned() {
    Optional<Session> pinned = pin.session();
    if (limits.transactional() && pinned.isEmpty()) {
      throw new IllegalStateException(
          "Cannot send without a transaction: transactional.id is set, so call beginTransaction()");
    }
    return pinned;
  }

  private void callBack(Callback callback, RecordMetadata metadata, Exception error) {
    if (callback == null) {
      return;
    }
    inCallback.set(true);
    try {
      callback.onCompletion(metadata, error);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("Producer callback failed");
    } finally {
      inCallback.remove();
    }
  }

  /** Waits until every record sent before has ended, those held now included. */
  @Override
  public void flush() {
    path.flush(pin::session);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return onOpenSession(producer -> producer.partitionsFor(topic));
  }

  /** The metrics of the KafkaProducer of the moment; empty while held. */
  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    Session session = moves.open().orElse(null);
    return session == null ? Map.of() : session.producer().metrics();
  }

  /** Asks the open cluster, waiting for a route up to {@code max.block.ms} first. */
  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return onOpenSession(producer -> producer.clientInstanceId(timeout));
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    moves.metrics().add(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    moves.metrics().remove(metric);
  }

  /** On the open session now, and by itself on each later one before it is used. */
  @Override
  public void initTransactions() {
    onOpenSession(
        producer -> {
          producer.initTransactions();
          moves.initTransactionsFromNowOn();
          return producer;
        });
  }

  /** Waits for an open route up to {@code max.block.ms}, then pins the transaction to it. */
  @Override
  public void beginTransaction() {
    pin.begin();
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    pin.within(producer -> producer.sendOffsetsToTransaction(offsets, group));
  }

  @Override
  public void commitTransaction() {
    pin.end(Producer::commitTransaction);
  }

  @Override
  public void abortTransaction() {
    pin.end(Producer::abortTransaction);
  }

  private <T> T onOpenSession(Function<Producer<byte[], byte[]>, T> act) {
    Session session = path.entered();
    try {
      return act.apply(session.producer());
    } finally {
      session.exit();
    }
  }

  /** Waits until everything has ended, held records too: until a route or their timeout comes. */
  @Override
  public void close() {
    close(Duration.ofMillis(Long.MAX_VALUE));
  }

  /**
   * Waits so long for everything to end, then fails the rest, and says farewell to the migrator.
   * Within a callback it does not wait.
   */
  @Override
  public void close(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("The timeout cannot be negative: " + timeout);
    }
    if (!path.close()) {
      return;
    }
    boolean callback = Boolean.TRUE.equals(inCallback.get());
    try {
      boolean drained = path.drain(callback ? Duration.ZERO : timeout);
      end(drained, callback);
    } catch (InterruptException e) {
      end(false, callback);
      throw e;
    }
  }

  private void end(boolean drained, boolean callback) {
    moves.finish();
    if (!drained) {
      // Ends a flush or a send of the switch thread, whatever it waits for.
      moves.session().ifPresent(session -> session.producer().close(Duration.ZERO));
    }
    thread.awaitEnd(callback ? 1 : END_MS);
    moves.session().ifPresent(session -> session.producer().close(Duration.ofMillis(END_MS)));
    KafkaException closed =
        new KafkaException("not sent: the producer was closed while the record was held");
    moves.failRest(closed);
    path.failRest(new KafkaException("the producer was closed forcefully; the outcome is unknown"));
    feed.close();
    writer.close();
  }
}
