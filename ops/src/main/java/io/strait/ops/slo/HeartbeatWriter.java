package io.strait.ops.slo;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.Link;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a small record every few seconds to {@code strait.heartbeats.<link>} on a link's source,
 * so that an idle link has something to be measured by. The topic keeps an hour.
 *
 * <p>Where that is not permitted, it is said once and tried again every ten minutes. One thread; a
 * turn waits for the source at most a few seconds.
 */
final class HeartbeatWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeartbeatWriter.class);
  private static final Duration REFUSED = Duration.ofMinutes(10);
  private static final Duration FAILED = Duration.ofSeconds(30);
  private static final int COPIES = 3;
  private static final Map<String, String> CONFIGS =
      Map.of("cleanup.policy", "delete", "retention.ms", "3600000", "segment.ms", "600000");

  private final Link link;
  private final ClusterSpec source;
  private final Duration every;
  private Optional<Cluster> cluster = Optional.empty();
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private final Due due = new Due();
  private volatile Optional<String> problem = Optional.empty();

  HeartbeatWriter(Link link, ClusterSpec source, Duration every) {
    this.link = link;
    this.source = source;
    this.every = every;
  }

  /** Why there are no heartbeats; any thread. */
  Optional<String> problem() {
    return problem;
  }

  /** Writes one if it is due. */
  void turn(Instant now) {
    if (!due.is(now)) {
      return;
    }
    due.in(every, now);
    try {
      if (producer.isEmpty() && !isReady()) {
        due.now();
        return;
      }
      byte[] key = link.name().value().getBytes(StandardCharsets.UTF_8);
      byte[] value =
          ("{\"v\":1,\"at\":" + now.toEpochMilli() + "}").getBytes(StandardCharsets.UTF_8);
      producer
          .orElseGet(this::open)
          .send(
              new ProducerRecord<>(link.heartbeats(), 0, now.toEpochMilli(), key, value),
              (written, error) -> outcome(Optional.ofNullable(error)));
    } catch (RuntimeException e) {
      outcome(Optional.of(e));
      due.in(FaultKind.of(cause(e)) == FaultKind.NEEDS_HUMAN ? REFUSED : FAILED, now);
    }
  }

  /** Gives the connections up; the next turn opens them again. */
  @Override
  public void close() {
    producer.ifPresent(one -> one.close(Duration.ofSeconds(1)));
    cluster.ifPresent(Cluster::close);
    producer = Optional.empty();
    cluster = Optional.empty();
    due.now();
  }

  private void outcome(Optional<Exception> error) {
    Optional<String> now = error.map(this::sentence);
    if (now.isPresent() && problem.isEmpty()) {
      log.atWarn()
          .addKeyValue("link", link.name())
          .addKeyValue("reason", now.get())
          .log("No heartbeats: an idle link is measured by its own records alone");
    }
    problem = now;
  }

  private String sentence(Exception e) {
    return FaultKind.of(cause(e)) == FaultKind.NEEDS_HUMAN
        ? "heartbeats cannot be written on cluster '"
            + source.alias()
            + "' ("
            + cause(e).getClass().getSimpleName()
            + "): grant CREATE, WRITE and READ on TOPIC '"
            + link.heartbeats()
            + "', or say 'objectives: {heartbeats: off}'"
        : "heartbeats cannot be written at the moment: " + e.getMessage();
  }

  private static Throwable cause(Exception e) {
    return e instanceof ClusterException && e.getCause() != null
        ? FaultKind.unwrapped(e.getCause())
        : FaultKind.unwrapped(e);
  }

  /** A producer of a topic that has no leader yet can wedge itself, so it is waited for. */
  private boolean isReady() {
    Cluster at = cluster.orElseGet(() -> new Cluster(source));
    cluster = Optional.of(at);
    Optional<TopicDescription> topic = describe(at);
    if (topic.isEmpty()) {
      create(at);
      return false;
    }
    return topic.get().partitions().stream()
        .allMatch(
            one ->
                Optional.ofNullable(one.leader())
                    .filter(node -> !node.equals(Node.noNode()))
                    .isPresent());
  }

  private Optional<TopicDescription> describe(Cluster at) {
    try {
      return Optional.of(
          at.await(
                  "looking for topic " + link.heartbeats(),
                  at.admin().describeTopics(List.of(link.heartbeats())).allTopicNames())
              .get(link.heartbeats()));
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void create(Cluster at) {
    int brokers = at.await("counting brokers", at.admin().describeCluster().nodes()).size();
    short copies = (short) Math.max(1, Math.min(COPIES, brokers));
    try {
      at.await(
          "creating topic " + link.heartbeats(),
          at.admin()
              .createTopics(List.of(new NewTopic(link.heartbeats(), 1, copies).configs(CONFIGS)))
              .all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> opened =
        cluster.orElseThrow().producer(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000));
    producer = Optional.of(opened);
    return opened;
  }
}
