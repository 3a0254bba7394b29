package io.strait.ops.slo;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.LinkName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The compacted topic {@code strait.slo.<link>} on a link's target: follows it and writes to it.
 * The topic is created by the first write. One thread.
 *
 * <p>Every method throws {@link ClusterException} if the cluster does not do as asked; the next
 * call begins anew.
 */
final class SloTopic implements AutoCloseable {
  private static final int COPIES = 3;
  private static final Duration STORED = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STEP = Duration.ofMillis(50);

  /** A segment that is not over is not compacted; a day's records are few. */
  private static final Map<String, String> CONFIGS =
      Map.of(
          "cleanup.policy", "compact",
          "segment.ms", "86400000",
          "unclean.leader.election.enable", "false");

  private final Cluster cluster;
  private final TopicPartition partition;
  private Optional<Consumer<byte[], byte[]>> reading = Optional.empty();
  private Optional<Producer<byte[], byte[]>> writing = Optional.empty();
  private long end;

  /** Connects to nothing yet. */
  SloTopic(ClusterSpec target, LinkName link) {
    this.cluster = new Cluster(target);
    this.partition = new TopicPartition(topic(link), 0);
  }

  static String topic(LinkName link) {
    return "strait.slo." + link;
  }

  /**
   * Takes what is new.
   *
   * @param taker of key and value; an empty value forgets
   * @return the offset before which everything was taken, empty while what was there at the
   *     beginning has not been taken yet
   */
  Optional<Long> read(BiConsumer<String, Optional<byte[]>> taker) {
    try {
      if (reading.isEmpty() && !open()) {
        return Optional.of(0L);
      }
      Consumer<byte[], byte[]> consumer = reading.orElseThrow();
      for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
        taker.accept(
            new String(one.key(), StandardCharsets.UTF_8), Optional.ofNullable(one.value()));
      }
      long position = consumer.position(partition);
      return position >= end ? Optional.of(position) : Optional.empty();
    } catch (ClusterException e) {
      release();
      throw e;
    } catch (RuntimeException e) {
      release();
      throw new ClusterException(cluster.alias(), "reading " + partition.topic(), e);
    }
  }

  /** Stores all of them and returns the offset of the last. */
  long write(Map<String, Optional<byte[]>> entries) {
    try {
      if (writing.isEmpty()) {
        ensure();
        writing = Optional.of(cluster.producer(Map.of()));
      }
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      entries.forEach(
          (key, value) ->
              sent.add(
                  writing
                      .orElseThrow()
                      .send(
                          new ProducerRecord<>(
                              partition.topic(),
                              0,
                              key.getBytes(StandardCharsets.UTF_8),
                              value.orElse(null)))));
      long last = -1;
      for (Future<RecordMetadata> one : sent) {
        last = one.get(STORED.toMillis(), TimeUnit.MILLISECONDS).offset();
      }
      return last;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(cluster.alias(), "writing " + partition.topic(), e);
    } catch (ExecutionException | TimeoutException e) {
      release();
      throw new ClusterException(
          cluster.alias(),
          "writing " + partition.topic() + " (needs WRITE on TOPIC '" + partition.topic() + "')",
          e);
    }
  }

  @Override
  public void close() {
    release();
    cluster.close();
  }

  private boolean open() {
    Optional<Boolean> led = led();
    if (led.isEmpty()) {
      return false;
    }
    if (!led.get()) {
      throw new LeaderNotAvailableException(partition + " has no leader");
    }
    Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of());
    reading = Optional.of(consumer);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    end = consumer.endOffsets(List.of(partition)).get(partition);
    return true;
  }

  /** Whether it has a leader; empty if it is not there. */
  private Optional<Boolean> led() {
    try {
      return Optional.of(
          cluster
              .await(
                  "looking for topic " + partition.topic(),
                  cluster.admin().describeTopics(List.of(partition.topic())).allTopicNames())
              .get(partition.topic())
              .partitions()
              .stream()
              .allMatch(
                  one ->
                      Optional.ofNullable(one.leader())
                          .filter(node -> !node.isEmpty())
                          .isPresent()));
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void ensure() {
    if (led().isPresent()) {
      awaitLeader();
      return;
    }
    int brokers =
        cluster.await("counting brokers", cluster.admin().describeCluster().nodes()).size();
    short copies = (short) Math.max(1, Math.min(COPIES, brokers));
    NewTopic wanted = new NewTopic(partition.topic(), 1, copies).configs(CONFIGS);
    try {
      cluster.await(
          "creating topic "
              + partition.topic()
              + " (needs CREATE on TOPIC '"
              + partition.topic()
              + "')",
          cluster.admin().createTopics(List.of(wanted)).all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    awaitLeader();
  }

  /** A producer of a topic that has no leader yet can wedge itself. */
  private void awaitLeader() {
    long until = System.nanoTime() + STORED.toNanos();
    while (led().filter(led -> led).isEmpty()) {
      if (System.nanoTime() > until) {
        throw new ClusterException(
            cluster.alias(),
            "creating topic " + partition.topic(),
            new TimeoutException("it has no leader after " + STORED));
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private void release() {
    reading.ifPresent(Consumer::close);
    writing.ifPresent(producer -> producer.close(Duration.ofSeconds(1)));
    reading = Optional.empty();
    writing = Optional.empty();
  }
}
