package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import io.strait.sandbox.proxy.Direction;
import io.strait.sandbox.proxy.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of the source are transactions on the target, at the same offsets. */
@Timeout(180)
final class FaithfulIT {
  private static final long SEED = 20_261_121L;
  private static final int PARTITIONS = 2;
  private static final EngineOptions FAITHFUL =
      EngineOptions.defaults().withoutLease().withPolicy(faithful());
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
                    SandboxSpec.plain("west", directory.resolve("west")).withProxies(3)));
    east = SandboxCluster.start(SandboxSpec.plain("east", directory.resolve("east")));
    west = other.join();
    clusters = new TwoClusters(east, west, "strait");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldShowBothKindsOfReadersTheSameOnBothSides() {
    clusters.createTopic(clusters.source, "paid", PARTITIONS, Map.of());
    Link link = clusters.link("faithful", "paid");
    try (Turns turns = new Turns(clusters.source, "paid")) {
      turns.play(120);
      try (LinkEngine engine = clusters.engine(link, FAITHFUL)) {
        turns.play(120);
        clusters.awaitCopied(engine, "paid", PARTITIONS);
      }
      assertSameViews("paid");

      turns.play(60);
      try (LinkEngine engine = clusters.engine(link, FAITHFUL)) {
        turns.finish();
        clusters.awaitCopied(engine, "paid", PARTITIONS);
      }
    }
    assertSameViews("paid");
  }

  @Test
  void shouldGoOnInOpenTransactionsWhenKilled() {
    clusters.createTopic(clusters.source, "torn", PARTITIONS, Map.of());
    Link link = clusters.link("torn", "torn");
    try (Turns turns = new Turns(clusters.source, "torn")) {
      for (int i = 0; i < 4; i++) {
        try (EngineProcess killed = EngineProcess.faithful(east, west, "torn", "torn")) {
          turns.play(150);
          assertThat(killed.isAlive()).isTrue();
        }
      }
      try (LinkEngine engine = clusters.engine(link, FAITHFUL)) {
        turns.finish();
        clusters.awaitCopied(engine, "torn", PARTITIONS);
      }
    }
    assertSameViews("torn");
  }

  @Test
  void shouldNotTakeAStrangersRecordForTheEndOfATransaction() {
    TopicPartition partition = new TopicPartition("shared", 0);
    clusters.createTopic(clusters.source, "shared", 1, Map.of());
    ProducerRecord<byte[], byte[]> any = new ProducerRecord<>("shared", 0, null, new byte[] {1});
    try (Producer<byte[], byte[]> writer =
            clusters.source.producer(Map.of("transactional.id", "writer"));
        Producer<byte[], byte[]> stranger = clusters.target.producer(Map.of());
        LinkEngine engine = clusters.engine(clusters.link("shared", "shared"), FAITHFUL)) {
      writer.initTransactions();
      writer.beginTransaction();
      writer.send(any);
      writer.flush();
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .until(
              () ->
                  clusters.exists(clusters.target, "shared")
                      && engine.progress().recordsCopied() == 1);
      stranger.send(any);
      stranger.flush();
      writer.commitTransaction();

      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(engine.progress().partitions())
                      .singleElement()
                      .satisfies(
                          p -> {
                            assertThat(p.state()).isEqualTo(PartitionState.HALTED);
                            assertThat(p.problem().orElse("")).startsWith("FOREIGN_WRITE");
                            assertThat(p.copiedTo()).isEqualTo(1);
                          }));
    }
    assertThat(TwoClusters.dump(clusters.target, partition)).hasSize(2);
  }

  /** Appends, markers and the ends of transactions: each may be done or not when nobody answers. */
  @Test
  void shouldRepeatAndLoseNothingWhenRequestsAndAnswersAreLost() {
    clusters.createTopic(clusters.source, "cut", PARTITIONS, Map.of());
    Link faithful = clusters.link("cut", "cut");
    Link filled =
        new Link(
            new LinkName("cut-filled"),
            faithful.source(),
            faithful.target(),
            List.of(new TopicMapping("cut", "cut-filled")));
    Random random = new Random(SEED);
    try (Turns turns = new Turns(clusters.source, "cut");
        LinkEngine one = clusters.engine(faithful, FAITHFUL);
        LinkEngine two = clusters.engine(filled, EngineOptions.defaults().withoutLease())) {
      turns.play(60);
      awaitMode(two, OffsetMode.FILLED);
      for (int i = 0; i < 8; i++) {
        long before = one.progress().recordsCopied() + two.progress().recordsCopied();
        Direction lost = i % 3 == 0 ? Direction.TO_BROKER : Direction.TO_CLIENT;
        west.proxy(1).set(lost, Faults.cutAfter(random.nextInt(4_000)));
        turns.play(40);
        west.proxy(1).set(Faults.NONE);
        Awaitility.await()
            .atMost(TwoClusters.PATIENCE)
            .until(() -> one.progress().recordsCopied() + two.progress().recordsCopied() > before);
      }
      turns.finish();
      clusters.awaitCopied(one, "cut", PARTITIONS);
      clusters.awaitCopied(two, "cut", PARTITIONS);
    }
    assertSameViews("cut");
    for (int i = 0; i < PARTITIONS; i++) {
      List<String> committed = TwoClusters.dump(clusters.source, new TopicPartition("cut", i));
      TopicPartition copy = new TopicPartition("cut-filled", i);
      for (String view : List.of("read_committed", "read_uncommitted")) {
        assertThat(TwoClusters.dump(clusters.target, copy, view)).isEqualTo(committed);
      }
    }
  }

  private static void awaitMode(LinkEngine engine, OffsetMode mode) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .until(() -> engine.progress().partitions().stream().anyMatch(p -> p.mode() == mode));
  }

  private static void assertSameViews(String topic) {
    for (int i = 0; i < PARTITIONS; i++) {
      TopicPartition partition = new TopicPartition(topic, i);
      for (String view : List.of("read_committed", "read_uncommitted")) {
        assertThat(TwoClusters.dump(clusters.target, partition, view))
            .as("%s as %s (seed %s)", partition, view, SEED)
            .isEqualTo(TwoClusters.dump(clusters.source, partition, view));
      }
      assertThat(TwoClusters.end(clusters.target, partition))
          .isEqualTo(TwoClusters.end(clusters.source, partition));
    }
  }

  private static CopyPolicy faithful() {
    CopyPolicy plain = CopyPolicy.defaults();
    return new CopyPolicy(
        plain.offsets(),
        plain.fillerRecords(),
        TransactionRule.FAITHFUL,
        plain.reactions(),
        plain.deadLetters(),
        plain.records());
  }

  /** Interleaved transactions of three producers and the records of a fourth without any. */
  private static final class Turns implements AutoCloseable {
    private final Random random = new Random(SEED);
    private final List<Producer<byte[], byte[]>> producers = new ArrayList<>();
    private final boolean[] open = new boolean[3];
    private final String topic;

    Turns(Cluster cluster, String topic) {
      this.topic = topic;
      for (int i = 0; i < open.length; i++) {
        producers.add(cluster.producer(Map.of("transactional.id", topic + i)));
        producers.get(i).initTransactions();
      }
      producers.add(cluster.producer(Map.of()));
    }

    void play(int turns) {
      for (int i = 0; i < turns; i++) {
        int who = random.nextInt(producers.size());
        Producer<byte[], byte[]> producer = producers.get(who);
        if (who < open.length && open[who] && random.nextInt(4) == 0) {
          end(who, random.nextBoolean());
        } else {
          begin(who);
          producer.send(next());
          producer.flush();
        }
      }
    }

    void finish() {
      for (int i = 0; i < open.length; i++) {
        if (open[i]) {
          end(i, i > 0);
        }
      }
    }

    private void begin(int who) {
      if (who < open.length && !open[who]) {
        producers.get(who).beginTransaction();
        open[who] = true;
      }
    }

    private void end(int who, boolean commit) {
      if (commit) {
        producers.get(who).commitTransaction();
      } else {
        producers.get(who).abortTransaction();
      }
      open[who] = false;
    }

    private ProducerRecord<byte[], byte[]> next() {
      byte[] value = new byte[random.nextInt(300)];
      random.nextBytes(value);
      return new ProducerRecord<>(topic, random.nextInt(PARTITIONS), null, value);
    }

    @Override
    public void close() {
      producers.forEach(Producer::close);
    }
  }
}
