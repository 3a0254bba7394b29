package io.strait.ops.flow;

import io.strait.migrator.journal.InternalTopic;
import io.strait.ops.flow.FlowEntries.Entry;
import io.strait.ops.flow.FlowEntries.Last;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.LinkName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators decided about the links that end at one cluster: follows the compacted topic
 * {@code strait.flow} there and writes to it. The topic is created by the first change.
 *
 * <p>A thread of its own reads; everything else may be called by any thread.
 */
public final class FlowBoard implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FlowBoard.class);
  private static final TopicPartition PARTITION = new TopicPartition(InternalTopic.FLOW.topic(), 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration ABSENT = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration REFUSED = Duration.ofSeconds(15);

  /** A target that cannot be read for so long must not keep its links from running. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration STORED = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;

  private final ClusterSpec target;
  private final Runnable changed;
  private final Clock clock;
  private final FlowEntries entries = new FlowEntries();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean settled;
  private volatile Optional<String> problem = Optional.empty();
  private volatile Optional<Consumer<byte[], byte[]>> reading = Optional.empty();
  private volatile Instant started = Instant.MAX;

  /**
   * Connects to nothing before {@link #start}.
   *
   * @param changed runs on the board's thread whenever something may be different
   */
  public FlowBoard(ClusterSpec target, Runnable changed, Clock clock) {
    this.target = target;
    this.changed = changed;
    this.clock = clock;
    this.thread = new Thread(this::run, "strait-flow-" + target.alias());
    thread.setDaemon(true);
  }

  /** Starts to follow; at most once. */
  public void start() {
    started = clock.instant();
    thread.start();
  }

  /** Whether it is known what operators decided, or cannot be known. */
  public boolean isSettled() {
    return settled;
  }

  /** Why it cannot be known. */
  public Optional<String> problem() {
    return problem;
  }

  /** What operators decided about a link, as far as it is known. */
  public Optional<OperatorFlow> of(LinkName link) {
    return entries.of(link).now().flow();
  }

  /**
   * Replaces what operators decided about a link. Returns when it is stored and read back; asks
   * again when another daemon wrote at the same time.
   *
   * @param change from what there was to what shall be; empty forgets
   * @throws ClusterException if the cluster does not store it
   */
  public synchronized void store(
      LinkName link, Function<Optional<OperatorFlow>, Optional<OperatorFlow>> change) {
    String doing = "storing the flow of link '" + link + "' in " + PARTITION.topic();
    try (Cluster cluster = new Cluster(target)) {
      InternalTopic.FLOW.ensure(cluster);
      wake.release();
      awaitReadTo(0, doing);
      Entry base = entries.of(link).now();
      for (int i = 0; i < ATTEMPTS; i++) {
        long offset = write(cluster, link, change.apply(base.flow()), doing);
        awaitReadTo(offset + 1, doing);
        Last last = entries.of(link);
        if (last.now().offset() != offset || last.before().offset() == base.offset()) {
          return;
        }
        base = last.before();
      }
      throw new ClusterException(
          target.alias(), doing, new TimeoutException("others kept changing it; ask again"));
    }
  }

  @Override
  public void close() {
    closing = true;
    wake.release();
    reading.ifPresent(Consumer::wakeup);
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try (Cluster cluster = new Cluster(target)) {
        follow(cluster);
      } catch (RuntimeException e) {
        pause(unreadable(e));
      }
    }
  }

  private void follow(Cluster cluster) {
    while (!closing && !exists(cluster)) {
      entries.clear();
      settle();
      pause(ABSENT);
    }
    try (Consumer<byte[], byte[]> consumer =
        cluster.consumer(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1_000))) {
      reading = Optional.of(consumer);
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      entries.clear();
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      while (!closing) {
        boolean news = take(consumer);
        if (consumer.position(PARTITION) >= end) {
          entries.mark().readTo(consumer.position(PARTITION));
          if (news || !settled || problem.isPresent()) {
            settle();
          }
        }
      }
    } finally {
      reading = Optional.empty();
    }
  }

  private boolean take(Consumer<byte[], byte[]> consumer) {
    boolean news = false;
    for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
      LinkName link = new LinkName(new String(one.key(), StandardCharsets.UTF_8));
      try {
        Optional<byte[]> value = Optional.ofNullable(one.value());
        entries.put(link, one.offset(), value.map(OperatorFlowCodec::flow));
      } catch (IllegalArgumentException e) {
        entries.put(link, one.offset(), Optional.empty());
        log.atWarn()
            .addKeyValue("link", link)
            .addKeyValue("offset", one.offset())
            .addKeyValue("reason", e.getMessage())
            .log("Operator's flow cannot be read and is ignored");
      }
      news = true;
    }
    return news;
  }

  private void settle() {
    settled = true;
    problem = Optional.empty();
    changed.run();
  }

  /** Answers how long to wait before the next attempt. */
  private Duration unreadable(RuntimeException e) {
    if (closing) {
      return Duration.ZERO;
    }
    boolean passes = FaultKind.of(cause(e)) == FaultKind.RETRIABLE;
    boolean waited = clock.instant().isAfter(started.plus(PATIENCE));
    boolean first = problem.isEmpty();
    problem = Optional.of(e.getMessage());
    settled |= !passes || waited;
    if (first) {
      log.atWarn()
          .addKeyValue("cluster", target.alias())
          .addKeyValue("reason", e.getMessage())
          .log("Operators' flow settings cannot be read; trying again");
    }
    changed.run();
    return passes ? AGAIN : REFUSED;
  }

  private static Throwable cause(RuntimeException e) {
    return e instanceof ClusterException && e.getCause() != null ? e.getCause() : e;
  }

  private boolean exists(Cluster cluster) {
    try {
      cluster.await(
          "looking for topic " + PARTITION.topic(),
          cluster.admin().describeTopics(List.of(PARTITION.topic())).allTopicNames());
      return true;
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private long write(Cluster cluster, LinkName link, Optional<OperatorFlow> flow, String doing) {
    byte[] key = link.value().getBytes(StandardCharsets.UTF_8);
    byte[] value = flow.map(OperatorFlowCodec::bytes).orElse(null);
    try (Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
      return producer
          .send(new ProducerRecord<>(PARTITION.topic(), 0, key, value))
          .get(STORED.toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(target.alias(), doing, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(target.alias(), doing, e);
    }
  }

  private void awaitReadTo(long offset, String doing) {
    try {
      if (!entries.mark().await(offset, STORED)) {
        throw new ClusterException(
            target.alias(),
            doing,
            new TimeoutException(problem.orElse("not read back within " + STORED)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(target.alias(), doing, e);
    }
  }

  private void pause(Duration length) {
    try {
      wake.tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing = true;
    }
  }
}
