package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.Link;
import io.strait.replicator.wire.FrameMemory;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.SandboxSpec;
import io.strait.sandbox.proxy.Direction;
import io.strait.sandbox.proxy.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rate, pause, classes, back-pressure and killed brokers, on brokers in processes of their own. */
@Timeout(180)
final class FlowIT {
  private static final int MIB = 1 << 20;
  private static final int RECORD = 10_000;
  private static final int PARTITIONS = 4;
  private static final EngineOptions ALONE = EngineOptions.defaults().withoutLease();

  @TempDir private static Path directory;
  private static Path disk;
  private static ChildCluster east;
  private static ChildCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void start() {
    disk = directory.resolve("west").resolve("node-1");
    CompletableFuture<ChildCluster> other =
        CompletableFuture.supplyAsync(
            () -> ChildCluster.start(quick(SandboxSpec.plain("west", directory)).withProxies(2)));
    east = ChildCluster.start(quick(SandboxSpec.plain("east", directory)).withProxies(1));
    west = other.join();
    clusters = new TwoClusters(east, west, "admin");
  }

  /** A killed broker may come back soon, and a quota looks at the last two seconds only. */
  private static SandboxSpec quick(SandboxSpec spec) {
    return spec.withSetting("broker.session.timeout.ms", "3000")
        .withSetting("broker.heartbeat.interval.ms", "500")
        .withSetting("quota.window.num", "2");
  }

  @AfterAll
  static void stop() {
    clusters.close();
    east.close();
    west.close();
  }

  @AfterEach
  void heal() {
    east.proxy(1).set(Faults.NONE);
    west.proxy(1).set(Faults.NONE);
  }

  @Test
  void shouldKeepToItsRateAndObeyANewOneWhileItRuns() {
    create("rated");
    fill("rated", 24);
    FlowSettings slow = FlowSettings.unlimited().withRate(4 * MIB);
    try (LinkEngine engine = clusters.engine(link("rated"), ALONE.withFlow(slow))) {
      long began = awaitBytes(engine, MIB);
      long bytes = engine.progress().bytesCopied();
      long ended = awaitBytes(engine, bytes + 8 * MIB);
      assertThat(Duration.ofNanos(ended - began)).isBetween(seconds(1.5), seconds(3.5));

      engine.flow(FlowSettings.unlimited());
      assertThat(engine.flow()).isEqualTo(FlowSettings.unlimited());
      clusters.awaitCopied(engine, "rated", PARTITIONS);
      assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(seconds(3));
    }
    clusters.assertSame("rated", PARTITIONS);
  }

  @Test
  void shouldHoldAPausedTopicAloneAndTakeUpNewPartitionsMeanwhile() {
    create("held");
    create("free");
    fill("held", 2);
    fill("free", 2);
    FlowSettings paused = FlowSettings.unlimited().pausing(Set.of("held"));
    try (LinkEngine engine = clusters.engine(link("held", "free"), ALONE.withFlow(paused))) {
      clusters.awaitCopied(engine, "free", PARTITIONS);
      assertThat(of(engine, "held"))
          .allMatch(p -> p.state() == PartitionState.PAUSED && p.recordsCopied() == 0);

      clusters.source.await(
          "adding partitions",
          clusters
              .source
              .admin()
              .createPartitions(Map.of("free", NewPartitions.increaseTo(PARTITIONS + 2)))
              .all());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> of(engine, "free").size() == PARTITIONS + 2);
      new Load(clusters.source, "free", PARTITIONS + 2, 3).send(500);
      clusters.awaitCopied(engine, "free", PARTITIONS + 2);

      engine.flow(engine.flow().resuming(Set.of("held")));
      clusters.awaitCopied(engine, "held", PARTITIONS);
    }
    clusters.assertSame("held", PARTITIONS);
    clusters.assertSame("free", PARTITIONS + 2);
  }

  @Test
  void shouldGiveEachClassItsShareWhileBothHaveABacklog() {
    create("vip");
    create("archive");
    fill("vip", 12);
    fill("archive", 12);
    FlowSettings shared =
        FlowSettings.unlimited()
            .withRate(4 * MIB)
            .withClasses(Map.of("vip", PriorityClass.CRITICAL, "archive", PriorityClass.BULK));
    try (LinkEngine engine = clusters.engine(link("vip", "archive"), ALONE.withFlow(shared))) {
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> bytes(engine, "vip") > 11 * MIB);
      assertThat(bytes(engine, "archive")).isBetween(1L, 3L * MIB);

      engine.flow(shared.withRate(0));
      clusters.awaitCopied(engine, "archive", PARTITIONS);
    }
    clusters.assertSame("vip", PARTITIONS);
    clusters.assertSame("archive", PARTITIONS);
  }

  @Test
  void shouldHoldBackWithinItsMemoryWhenTheTargetIsSlow() {
    create("narrow");
    fill("narrow", 48);
    FrameMemory memory = new FrameMemory(32L * MIB);
    west.proxy(1).set(Direction.TO_BROKER, Faults.limited(2 * MIB));
    EngineOptions options = ALONE.withLimits(TransferLimits.defaults().withMemory(memory));
    try (LinkEngine engine = clusters.engine(link("narrow"), options)) {
      awaitBytes(engine, 4 * MIB);
      assertThat(memory.lent()).isBetween(1L, 32L * MIB);
      assertThat(of(engine, "narrow")).allMatch(p -> p.problem().isEmpty());
      assertThat(engine.progress().bytesCopied()).isLessThan(48 * MIB);

      west.proxy(1).set(Faults.NONE);
      clusters.awaitCopied(engine, "narrow", PARTITIONS);
    }
    clusters.assertSame("narrow", PARTITIONS);
    assertThat(memory.lent()).as("given back at the end").isZero();
  }

  @Test
  void shouldBeSilentForAsLongAsBrokersOfEitherSideAsk() {
    create("throttled");
    fill("throttled", 10);
    for (Cluster side : List.of(clusters.target, clusters.source)) {
      quota(side, OptionalDouble.of(2 * MIB));
    }
    try (LinkEngine engine = clusters.engine(link("throttled"), ALONE)) {
      long began = awaitBytes(engine, 1);
      long ended = awaitBytes(engine, 8 * MIB);
      assertThat(Duration.ofNanos(ended - began)).isGreaterThan(seconds(1.5));
      assertThat(of(engine, "throttled"))
          .allMatch(p -> p.state() == PartitionState.RUNNING && p.problem().isEmpty());
      for (Cluster side : List.of(clusters.target, clusters.source)) {
        quota(side, OptionalDouble.empty());
      }
      clusters.awaitCopied(engine, "throttled", PARTITIONS);
    }
    clusters.assertSame("throttled", PARTITIONS);
  }

  @Test
  void shouldWaitForASlowSourceWithoutCallingItDead() {
    create("dripping");
    fill("dripping", 8);
    FrameMemory memory = new FrameMemory(32L * MIB);
    east.proxy(1).set(Direction.TO_CLIENT, Faults.limited(MIB));
    EngineOptions options = ALONE.withLimits(TransferLimits.defaults().withMemory(memory));
    try (LinkEngine engine = clusters.engine(link("dripping"), options)) {
      awaitBytes(engine, MIB);
      assertThat(engine.progress().bytesCopied()).isLessThan(8 * MIB);
      assertThat(memory.lent()).isLessThanOrEqualTo(32L * MIB);
      assertThat(of(engine, "dripping")).allMatch(p -> p.problem().isEmpty());

      east.proxy(1).set(Faults.NONE);
      clusters.awaitCopied(engine, "dripping", PARTITIONS);
    }
    clusters.assertSame("dripping", PARTITIONS);
  }

  @Test
  void shouldGoOnWhenBrokersOfBothSidesWereKilledUnderIt() {
    create("killed-under");
    CompletableFuture<Void> load =
        new Load(clusters.source, "killed-under", PARTITIONS, 5).sendBeside(60_000);
    try (LinkEngine engine = clusters.engine(link("killed-under"), ALONE)) {
      awaitBytes(engine, 1);
      west.killBroker(1);
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .until(() -> of(engine, "killed-under").stream().allMatch(p -> p.problem().isPresent()));
      east.killBroker(1);
      CompletableFuture<Void> back = CompletableFuture.runAsync(() -> west.startBroker(1));
      east.startBroker(1);
      back.join();
      load.join();
      clusters.awaitCopied(engine, "killed-under", PARTITIONS);
      assertThat(engine.progress().problem()).isEmpty();
    }
    clusters.assertSame("killed-under", PARTITIONS);
  }

  /** A broker whose only disk fails, by being full or by being gone, stops by itself. */
  @Test
  void shouldWaitForTheDiskOfATargetAndLoseNothing() throws IOException {
    create("stored");
    clusters.createTopic(
        clusters.target, "stored", PARTITIONS, Map.of("segment.bytes", Integer.toString(MIB)));
    FrameMemory memory = new FrameMemory(32L * MIB);
    EngineOptions options = ALONE.withLimits(TransferLimits.defaults().withMemory(memory));
    try (LinkEngine engine = clusters.engine(link("stored"), options)) {
      fill("stored", 1);
      clusters.awaitCopied(engine, "stored", PARTITIONS);
      // From now on no further segment can be made there.
      Path lost = Files.createDirectories(directory.resolve("lost"));
      List<Path> partitions = partitionsOn(disk, "stored");
      assertThat(partitions).hasSize(PARTITIONS);
      moveAll(partitions, lost);
      fill("stored", 48);
      long broker = west.pid(1);
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .until(() -> ProcessHandle.of(broker).filter(ProcessHandle::isAlive).isEmpty());
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .until(() -> of(engine, "stored").stream().allMatch(p -> p.problem().isPresent()));
      assertThat(memory.lent()).isLessThanOrEqualTo(32L * MIB);

      moveAll(partitionsOn(lost, "stored"), disk);
      west.killBroker(1);
      west.startBroker(1);
      clusters.awaitCopied(engine, "stored", PARTITIONS);
    }
    clusters.assertSame("stored", PARTITIONS);
  }

  // ---- what the tests do again and again

  private static Link link(String... topics) {
    return clusters.link(topics[0], topics);
  }

  private static void create(String topic) {
    clusters.createTopic(clusters.source, topic, PARTITIONS, Map.of());
  }

  private static void fill(String topic, int mib) {
    fill(topic, PARTITIONS, mib);
  }

  /** Incompressible records, evenly spread. */
  private static void fill(String topic, int partitions, int mib) {
    Random random = new Random(topic.hashCode());
    byte[] value = new byte[RECORD];
    try (Producer<byte[], byte[]> producer =
        clusters.source.producer(Map.of("linger.ms", 5, "batch.size", 64 * 1024))) {
      for (int i = 0; i < mib * (MIB / RECORD); i++) {
        random.nextBytes(value);
        producer.send(new ProducerRecord<>(topic, i % partitions, null, value.clone()));
      }
    }
  }

  private static List<PartitionProgress> of(LinkEngine engine, String topic) {
    LinkProgress progress = engine.progress();
    return progress.partitions().stream().filter(p -> p.source().topic().equals(topic)).toList();
  }

  private static long bytes(LinkEngine engine, String topic) {
    return of(engine, topic).stream().mapToLong(PartitionProgress::bytesCopied).sum();
  }

  /** When that many bytes were copied, in nanoseconds. */
  private static long awaitBytes(LinkEngine engine, long bytes) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> engine.progress().bytesCopied() >= bytes);
    return System.nanoTime();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /** Bytes per second that the link may read and write, or no limit. */
  private static void quota(Cluster cluster, OptionalDouble limit) {
    ClientQuotaEntity link =
        new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "strait-throttled"));
    Double value = limit.isPresent() ? limit.getAsDouble() : null;
    List<ClientQuotaAlteration.Op> both =
        List.of(
            new ClientQuotaAlteration.Op("producer_byte_rate", value),
            new ClientQuotaAlteration.Op("consumer_byte_rate", value));
    cluster.await(
        "setting a quota",
        cluster.admin().alterClientQuotas(List.of(new ClientQuotaAlteration(link, both))).all());
  }

  private static List<Path> partitionsOn(Path folder, String topic) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(topic + "-")).toList();
    }
  }

  private static void moveAll(List<Path> paths, Path folder) throws IOException {
    for (Path path : paths) {
      Files.move(path, folder.resolve(path.getFileName()));
    }
  }
}
