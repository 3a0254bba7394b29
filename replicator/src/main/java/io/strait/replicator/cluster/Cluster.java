package io.strait.replicator.cluster;

import io.strait.replicator.topology.ClusterAlias;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One cluster under one credential: builds clients and runs admin calls with a deadline.
 *
 * <p>Safe for use by several threads. Closing it closes its admin client; consumers and producers
 * belong to whoever asked for them.
 */
public final class Cluster implements AutoCloseable {
  /** How long one admin call may take before it counts as failed; the outcome is then unknown. */
  public static final Duration CALL_DEADLINE = Duration.ofSeconds(15);

  private final ClusterSpec spec;
  private final Admin admin;

  /** Opens the admin client; nothing is sent until the first call. */
  public Cluster(ClusterSpec spec) {
    this.spec = spec;
    Map<String, Object> config = base();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(5_000, patience()));
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience());
    this.admin = Admin.create(config);
  }

  /** How this cluster is reached. */
  public ClusterSpec spec() {
    return spec;
  }

  /** The operator's name for it. */
  public ClusterAlias alias() {
    return spec.alias();
  }

  /** The shared admin client; safe for use by several threads; closed with this object. */
  public Admin admin() {
    return admin;
  }

  /**
   * Waits for an admin call.
   *
   * @param doing completes the sentence "while ..." of the error
   * @throws ClusterException if the call failed or did not end within {@link #CALL_DEADLINE}
   */
  public <T> T await(String doing, KafkaFuture<T> call) {
    try {
      return call.get(CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(alias(), doing, e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new ClusterException(alias(), doing, e);
    }
  }

  /** A byte consumer without auto-commit and without topic auto-creation; the overrides win. */
  public Consumer<byte[], byte[]> consumer(Map<String, ?> overrides) {
    Map<String, Object> config = base();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience());
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.putAll(overrides);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** An idempotent byte producer with {@code acks=all}; the overrides win. */
  public Producer<byte[], byte[]> producer(Map<String, ?> overrides) {
    Map<String, Object> config = base();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) CALL_DEADLINE.toMillis());
    config.putAll(overrides);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Fails the admin calls under way and all later ones, so that nobody waits for them; any thread.
   */
  public void abandonCalls() {
    admin.close(Duration.ZERO);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  /** Milliseconds that a call may wait; whoever configures the cluster may ask for less. */
  private int patience() {
    int most = (int) CALL_DEADLINE.toMillis();
    String asked = spec.properties().get(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG);
    return asked == null ? most : Math.min(most, Integer.parseInt(asked));
  }

  private Map<String, Object> base() {
    Map<String, Object> config = new HashMap<>(spec.properties());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, spec.bootstrap());
    config.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "strait");
    // Nobody looks at a single client's figures, and each of the hundreds costs time at the start.
    config.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    config.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }
}
