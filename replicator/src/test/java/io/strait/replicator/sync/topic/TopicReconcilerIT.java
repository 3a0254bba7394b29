package io.strait.replicator.sync.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.state.AppliedLog;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicPatterns;
import io.strait.replicator.topology.TopicSelection;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mirror topics on real brokers; {@code -Dtwin.topics=2000} for the figure of a large estate. */
@Timeout(360)
final class TopicReconcilerIT {
  private static final Logger log = LoggerFactory.getLogger(TopicReconcilerIT.class);
  private static final int TOPICS = Integer.getInteger("twin.topics", 120);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration GRACE = Duration.ofHours(24);

  /** Twenty, none with its default. */
  private static final Map<String, String> CONFIGS =
      Map.ofEntries(
          Map.entry("cleanup.policy", "compact,delete"),
          Map.entry("compression.type", "lz4"),
          Map.entry("delete.retention.ms", "3600000"),
          Map.entry("file.delete.delay.ms", "30000"),
          Map.entry("flush.messages", "100000"),
          Map.entry("flush.ms", "60000"),
          Map.entry("index.interval.bytes", "8192"),
          Map.entry("max.compaction.lag.ms", "864000000"),
          Map.entry("max.message.bytes", "2097152"),
          Map.entry("message.timestamp.after.max.ms", "7200000"),
          Map.entry("message.timestamp.before.max.ms", "7776000000"),
          Map.entry("min.cleanable.dirty.ratio", "0.3"),
          Map.entry("min.compaction.lag.ms", "1000"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("preallocate", "false"),
          Map.entry("retention.bytes", "1073741824"),
          Map.entry("retention.ms", "259200000"),
          Map.entry("segment.bytes", "10485760"),
          Map.entry("segment.jitter.ms", "1000"),
          Map.entry("segment.ms", "86400000"));

  private static final List<String> WRITES =
      List.of(
          "CreateTopics",
          "CreatePartitions",
          "IncrementalAlterConfigs",
          "AlterConfigs",
          "DeleteTopics",
          "Produce");

  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static Cluster source;
  private static Cluster target;

  @BeforeAll
  static void startClusters() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("west", directory)));
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = other.join();
    source = cluster(east);
    target = cluster(west);
  }

  @AfterAll
  static void stopClusters() {
    source.close();
    target.close();
    east.close();
    west.close();
  }

  @Test
  void shouldMakeTheTwinOfALargeEstateAndThenWriteNothingMore() {
    for (int from = 0; from < TOPICS; from += 100) {
      List<NewTopic> some =
          IntStream.range(from, Math.min(TOPICS, from + 100))
              .mapToObj(i -> new NewTopic("big." + i, 1, (short) 1).configs(CONFIGS))
              .toList();
      source.await("creating", source.admin().createTopics(some).all());
    }
    try (Run run = new Run("big", TopicPolicy.defaults(), Drift.REPORT)) {
      TwinPlan first = run.planOf(TOPICS);
      assertThat(first.toApply()).hasSize(TOPICS);
      assertThat(run.reconciler.apply(first)).allMatch(Outcome::done).hasSize(TOPICS);
      run.settle();

      double before = writes();
      long began = System.nanoTime();
      TwinPlan again = run.reconciler.plan();
      List<Outcome> outcomes = run.reconciler.apply(again);
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();

      assertThat(again.compared()).isEqualTo(TOPICS);
      assertThat(again.differences()).isEmpty();
      assertThat(outcomes).isEmpty();
      assertThat(writes()).isEqualTo(before);
      assertThat(before).isPositive();
      log.info("A pass over {} topics of {} configs: {} ms", TOPICS, CONFIGS.size(), millis);
    }
    TopicFacts mirror = new TopicObserver(target).observe(List.of("eu.big.7")).get("eu.big.7");
    Map<String, String> expected = new HashMap<>(CONFIGS);
    expected.put("compression.type", "producer");
    assertThat(mirror.ownConfigs()).containsAllEntriesOf(expected);
  }

  @Test
  void shouldFollowTheSourceReportWhatWasChangedByHandAndOverwriteItWhenTold() {
    create("drift.a", Map.of("retention.ms", "1000000", "segment.ms", "2000000"));
    try (Run run = new Run("drift", TopicPolicy.defaults(), Drift.REPORT)) {
      run.apply(1);
      alter(target, "eu.drift.a", "retention.ms", "77");
      alter(source, "drift.a", "segment.ms", "3000000");
      alter(source, "drift.a", "retention.bytes", "5000000");
      source.await(
          "growing",
          source.admin().createPartitions(Map.of("drift.a", NewPartitions.increaseTo(3))).all());

      assertThat(run.applied())
          .containsExactlyInAnyOrder(
              "topic eu.drift.a partitions CHANGE",
              "topic eu.drift.a config retention.bytes CREATE",
              "topic eu.drift.a config segment.ms CHANGE");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(text(run.reconciler.plan()))
                      .containsExactly("topic eu.drift.a config retention.ms CHANGE DRIFT"));
      alter(source, "drift.a", "retention.bytes", null);
      assertThat(run.applied()).containsExactly("topic eu.drift.a config retention.bytes DELETE");
    }
    // Another process, with another policy, knows what the first applied.
    try (Run run = new Run("drift", TopicPolicy.defaults(), Drift.OVERWRITE)) {
      assertThat(run.applied()).containsExactly("topic eu.drift.a config retention.ms CHANGE");
      run.settle();
    }
    Map<String, String> own =
        new TopicObserver(target).observe(List.of("eu.drift.a")).get("eu.drift.a").ownConfigs();
    assertThat(own)
        .containsEntry("retention.ms", "1000000")
        .containsEntry("segment.ms", "3000000")
        .doesNotContainKey("retention.bytes");
  }

  @Test
  void shouldDeleteAMirrorOnlyAfterTheGraceAndOnlyTheOneThatItMirrored() {
    List.of("gone.a", "gone.b", "gone.c").forEach(topic -> create(topic, Map.of()));
    TopicPolicy policy = new TopicPolicy(Profile.APACHE, Map.of(), Deletion.DELETE, GRACE);
    try (Run run = new Run("gone", policy, Drift.REPORT)) {
      run.apply(3);
      delete(source, "gone.a");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(text(run.reconciler.plan()))
                      .containsExactly("topic eu.gone.a  DELETE BLOCKED"));
      assertThat(run.applied()).isEmpty();
      run.later(GRACE);
      assertThat(run.applied()).containsExactly("topic eu.gone.a  DELETE");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !names(target).contains("eu.gone.a"));
      assertThat(names(target)).contains("eu.gone.b", "eu.gone.c");

      delete(target, "eu.gone.b");
      delete(source, "gone.b");
      target.await(
          "creating",
          target.admin().createTopics(List.of(new NewTopic("eu.gone.b", 1, (short) 1))).all());
      run.later(GRACE.multipliedBy(5));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(text(run.reconciler.plan())).isEmpty());
      assertThat(run.applied()).isEmpty();
      assertThat(names(target)).contains("eu.gone.b");
    }
  }

  /** A link over one family of topics, its memory, and a clock that can be put forward. */
  private static final class Run implements AutoCloseable {
    private final AppliedLog applied;
    private final TopicReconciler reconciler;
    private Instant now = NOW;

    Run(String family, TopicPolicy policy, Drift drift) {
      Link link =
          new Link(
              new LinkName(family),
              source.alias(),
              target.alias(),
              new TopicSelection(
                  List.of(),
                  new TopicPatterns(List.of(family + "\\..*"), List.of()),
                  new Renaming("eu.", Map.of())));
      applied = new AppliedLog(target, link.name());
      applied.refresh();
      reconciler =
          new TopicReconciler(link, source, target, policy, drift, false, applied, clock());
    }

    private Clock clock() {
      return new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
    }

    void later(Duration by) {
      now = now.plus(by);
    }

    /** What was created is not known everywhere at once. */
    TwinPlan planOf(int topics) {
      return Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(reconciler::plan, plan -> plan.compared() == topics);
    }

    void apply(int topics) {
      assertThat(reconciler.apply(planOf(topics))).allMatch(Outcome::done);
      settle();
    }

    void settle() {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                TwinPlan plan = reconciler.plan();
                return plan.toApply().isEmpty() && reconciler.apply(plan).isEmpty();
              });
    }

    List<String> applied() {
      List<Outcome> outcomes = new ArrayList<>(reconciler.apply(reconciler.plan()));
      assertThat(outcomes).allMatch(Outcome::done);
      return outcomes.stream().map(one -> text(one.difference())).toList();
    }

    @Override
    public void close() {
      reconciler.close();
      applied.close();
    }
  }

  private static List<String> text(TwinPlan plan) {
    assertThat(plan.aspect()).isEqualTo(Aspect.TOPICS);
    return plan.differences().stream().map(one -> text(one) + " " + one.handling()).toList();
  }

  private static String text(Difference one) {
    return one.resource() + " " + one.field() + " " + one.verb();
  }

  /** Requests that change something, which the brokers of this process have had so far. */
  private static double writes() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    double sum = 0;
    try {
      for (String request : WRITES) {
        ObjectName pattern =
            new ObjectName(
                "kafka.network:type=RequestMetrics,name=RequestsPerSec,request=" + request + ",*");
        for (ObjectName bean : beans.queryNames(pattern, null)) {
          sum += ((Number) beans.getAttribute(bean, "Count")).doubleValue();
        }
      }
      return sum;
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private static void create(String topic, Map<String, String> configs) {
    source.await(
        "creating",
        source
            .admin()
            .createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
            .all());
  }

  private static void delete(Cluster cluster, String topic) {
    cluster.await("deleting", cluster.admin().deleteTopics(List.of(topic)).all());
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !names(cluster).contains(topic));
  }

  private static Set<String> names(Cluster cluster) {
    return cluster.await("listing", cluster.admin().listTopics().names());
  }

  private static void alter(Cluster cluster, String topic, String key, String value) {
    cluster.await(
        "altering",
        cluster
            .admin()
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry(key, value),
                            value == null
                                ? AlterConfigOp.OpType.DELETE
                                : AlterConfigOp.OpType.SET))))
            .all());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Objects.equals(
                    new TopicObserver(cluster)
                        .observe(List.of(topic))
                        .get(topic)
                        .ownConfigs()
                        .get(key),
                    value));
  }

  private static Cluster cluster(SandboxCluster sandbox) {
    return new Cluster(
        new ClusterSpec(
            new ClusterAlias(sandbox.alias()),
            sandbox.bootstrap(),
            sandbox.clientProperties("admin")));
  }
}
