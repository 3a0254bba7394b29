package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.progress.Guard;
import io.strait.replicator.topology.Link;
import io.strait.replicator.wire.PlainRecord;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class RecoveryIT {
  private static final String EXPIRY = "producer.id.expiration.ms";

  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () ->
                SandboxCluster.start(
                    SandboxSpec.plain("west", directory)
                        .withSetting("group.min.session.timeout.ms", "1000")));
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = other.join();
    clusters = new TwoClusters(east, west, "admin");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldLoseAndRepeatNothingWhenTheProcessIsKilledAgainAndAgain() {
    clusters.createTopic(clusters.source, "killed", 3, Map.of());
    CompletableFuture<Void> load = new Load(clusters.source, "killed", 3, 3).sendBeside(80_000);
    Random random = new Random(4);
    for (int round = 0; round < 6; round++) {
      long before = copied("killed", 3);
      try (EngineProcess process = EngineProcess.start(east, west, "killed", "killed")) {
        awaitGrowth("killed", 3, before, load);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .pollDelay(Duration.ofMillis(random.nextInt(400)))
            .until(process::isAlive);
      }
    }
    load.join();
    try (LinkEngine engine =
        clusters.engine(
            clusters.link("killed", "killed"), EngineOptions.defaults().withoutLease())) {
      clusters.awaitCopied(engine, "killed", 3);
    }
    clusters.assertSame("killed", 3);
  }

  @Test
  void shouldRepeatNothingWhenTwoEnginesCopyAtOnceWithoutALease() {
    clusters.createTopic(clusters.source, "doubled", 3, Map.of());
    CompletableFuture<Void> load = new Load(clusters.source, "doubled", 3, 5).sendBeside(60_000);
    EngineOptions options = EngineOptions.defaults().withoutLease();
    try (LinkEngine one = clusters.engine(clusters.link("doubled", "doubled"), options);
        LinkEngine two = clusters.engine(clusters.link("doubled", "doubled"), options)) {
      load.join();
      clusters.awaitCopied(one, "doubled", 3);
      clusters.awaitCopied(two, "doubled", 3);
    }
    clusters.assertSame("doubled", 3);
  }

  @Test
  void shouldHaveOneOwnerAndHandOverWhenItCloses() {
    clusters.createTopic(clusters.source, "leased", 2, Map.of());
    Load load = new Load(clusters.source, "leased", 2, 6);
    load.send(2_000);
    EngineOptions brief = EngineOptions.defaults().withLeaseSession(Duration.ofSeconds(2));
    LinkEngine first = clusters.engine(clusters.link("leased", "leased"), brief);
    try (first) {
      clusters.awaitCopied(first, "leased", 2);
      try (LinkEngine second = clusters.engine(clusters.link("leased", "leased"), brief)) {
        // Longer than the lease of an owner that is silent.
        Awaitility.await()
            .during(Duration.ofMillis(2_500))
            .atMost(Duration.ofSeconds(30))
            .until(() -> first.progress().owner() && !second.progress().owner());
        load.send(2_000);
        clusters.awaitCopied(first, "leased", 2);

        first.close();
        load.send(2_000);

        clusters.awaitCopied(second, "leased", 2);
        assertThat(second.progress().owner()).isTrue();
        assertThat(first.progress().owner()).isFalse();
      }
    }
    clusters.assertSame("leased", 2);
  }

  @Test
  void shouldGoOnByItselfWhenBrokersOfBothSidesRestartUnderLoad() {
    clusters.createTopic(clusters.source, "restarted", 3, Map.of());
    CompletableFuture<Void> load = new Load(clusters.source, "restarted", 3, 7).sendBeside(100_000);
    try (LinkEngine engine =
        clusters.engine(clusters.link("restarted", "restarted"), EngineOptions.defaults())) {
      awaitGrowth("restarted", 3, 0, load);
      west.restartBroker(1);
      awaitGrowth("restarted", 3, copied("restarted", 3), load);
      east.restartBroker(1);
      load.join();
      clusters.awaitCopied(engine, "restarted", 3);
      assertThat(engine.progress().problem()).isEmpty();
    }
    clusters.assertSame("restarted", 3);
  }

  @Test
  void shouldShowThatTheTargetMayHaveForgottenALinkThatWasIdle() {
    clusters.createTopic(clusters.source, "idle", 1, Map.of());
    Load load = new Load(clusters.source, "idle", 1, 8);
    Link link = clusters.link("idle", "idle");
    setProducerExpiry(new AlterConfigOp(new ConfigEntry(EXPIRY, "3000"), AlterConfigOp.OpType.SET));
    try (LinkEngine engine = clusters.engine(link, EngineOptions.defaults())) {
      load.send(200);
      clusters.awaitCopied(engine, "idle", 1);
      awaitGuard(engine, Guard.AGED);
      load.send(200);
      awaitGuard(engine, Guard.ARMED);
      clusters.awaitCopied(engine, "idle", 1);
    } finally {
      setProducerExpiry(
          new AlterConfigOp(new ConfigEntry(EXPIRY, ""), AlterConfigOp.OpType.DELETE));
    }
    clusters.assertSame("idle", 1);
  }

  private static void awaitGuard(LinkEngine engine, Guard guard) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(engine.progress().partitions())
                    .singleElement()
                    .satisfies(p -> assertThat(p.guard()).isEqualTo(guard)));
  }

  private static void setProducerExpiry(AlterConfigOp change) {
    ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
    clusters.target.await(
        "changing " + EXPIRY,
        clusters.target.admin().incrementalAlterConfigs(Map.of(all, List.of(change))).all());
  }

  /** As if a link had already copied two billion records. */
  @Test
  void shouldGoOnWhereSequenceNumbersBeginAnew() {
    int behind = 300;
    clusters.createTopic(clusters.source, "wrapped", 1, Map.of());
    clusters.createTopic(clusters.target, "wrapped", 1, Map.of());
    Link link = clusters.link("wrapped", "wrapped");
    TopicPartition partition = new TopicPartition("wrapped", 0);
    PlainRecord first =
        new PlainRecord(
            System.currentTimeMillis(),
            Optional.of(new byte[] {7}),
            Optional.of(new byte[9]),
            List.of());
    RawAppend.one(east, "wrapped", first, 17, 0);
    long id = ProducerIds.data(id(clusters.source), id(clusters.target), link.name());
    RawAppend.one(west, "wrapped", first, id, Integer.MAX_VALUE - behind);
    Load load = new Load(clusters.source, "wrapped", 1, 8);
    load.send(2 * behind);
    EngineOptions options = EngineOptions.defaults().withoutLease();
    try (LinkEngine engine = clusters.engine(link, options)) {
      clusters.awaitCopied(engine, "wrapped", 1);
    }
    assertThat(lastSequence(partition, id)).isEqualTo(behind - 1);
    load.send(behind);
    try (LinkEngine engine = clusters.engine(link, options)) {
      clusters.awaitCopied(engine, "wrapped", 1);
    }
    clusters.assertSame("wrapped", 1);
  }

  private static String id(Cluster cluster) {
    return cluster.await("reading its id", cluster.admin().describeCluster().clusterId());
  }

  private static int lastSequence(TopicPartition partition, long producerId) {
    return clusters
        .target
        .await("describing", clusters.target.admin().describeProducers(Set.of(partition)).all())
        .get(partition)
        .activeProducers()
        .stream()
        .filter(state -> state.producerId() == producerId)
        .mapToInt(ProducerState::lastSequence)
        .findFirst()
        .orElseThrow();
  }

  private static long copied(String topic, int partitions) {
    if (!clusters.exists(clusters.target, topic)) {
      return 0;
    }
    long sum = 0;
    for (int i = 0; i < partitions; i++) {
      sum += TwoClusters.end(clusters.target, new TopicPartition(topic, i));
    }
    return sum;
  }

  /** Until the copy has grown, or has nothing left to grow by. */
  private static void awaitGrowth(
      String topic, int partitions, long before, CompletableFuture<Void> load) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> load.isDone() || copied(topic, partitions) > before);
  }
}
