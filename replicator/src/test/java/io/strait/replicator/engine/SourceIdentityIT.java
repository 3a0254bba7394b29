package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.Link;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.PlainBatch;
import io.strait.replicator.wire.PlainRecord;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.ProduceBatch;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.Transport;
import io.strait.replicator.wire.WireFailure;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class SourceIdentityIT {
  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    east =
        SandboxCluster.start(
            SandboxSpec.plain("east", directory)
                .withSetting("log.retention.check.interval.ms", "300")
                .withSetting("log.initial.task.delay.ms", "300"));
    west = SandboxCluster.start(SandboxSpec.plain("west", directory));
    clusters = new TwoClusters(east, west, "admin");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldStoreInternalRecordsOnceAndRefuseAnEarlierOwner() {
    Link link = clusters.link("internal", "any");
    new InternalTopics(clusters.target, link.name()).prepare();
    try (Owner first = new Owner(link, 1);
        Owner second = new Owner(link, 2)) {
      first.append(gap(0, 5));
      first.drive(first.log::isIdle);
      west.restartBroker(1);
      first.append(gap(10, 15));
      first.append(gap(20, 25));
      first.drive(first.log::isIdle);
      second.append(gap(10, 17));
      second.drive(second.log::isIdle);
      assertThat(second.stored).isEqualTo(1);

      first.append(gap(30, 35));
      assertThatThrownBy(() -> first.drive(first.log::isIdle))
          .hasMessageContaining("another engine owns any-0 now");
      assertThat(first.stored).isEqualTo(3);
    }
    assertThat(GapLedger.read(clusters.target, link.name()))
        .extracting(Gap::from, Gap::to)
        .containsExactlyInAnyOrder(tuple(0L, 5L), tuple(10L, 17L), tuple(20L, 25L));
    TopicPartition topic = new TopicPartition(GapLedger.topic(link.name()), 0);
    assertThat(TwoClusters.dump(clusters.target, topic)).hasSize(4);
  }

  @Test
  void shouldSayOnceWhatAnInternalTopicNeverTakesAndGoOnBehindIt() {
    Link link = clusters.link("narrow", "any");
    new InternalTopics(clusters.target, link.name()).prepare();
    List<String> refused = new ArrayList<>();
    try (Owner owner = new Owner(link, 1)) {
      Optional<byte[]> large = Optional.of(new byte[2 << 20]);
      owner.append(new PlainRecord(1, large, large, List.of()), refused::add);
      owner.append(gap(0, 5));
      owner.drive(owner.log::isIdle);

      assertThat(refused).singleElement().asString().contains("MESSAGE_TOO_LARGE");
      assertThat(owner.stored).isEqualTo(1);
    }
    assertThat(GapLedger.read(clusters.target, link.name())).hasSize(1);
  }

  @Test
  void shouldHaltOrGoOnWithTheLossInTheLedgerWhenRecordsWereDeletedBeforeTheyWereCopied() {
    clusters.createTopic(clusters.source, "deleted", 1, Map.of());
    TopicPartition partition = new TopicPartition("deleted", 0);
    Link link = clusters.link("deleted", "deleted");
    Load load = new Load(clusters.source, "deleted", 1, 11);
    load.send(200);
    copyAll(link, "deleted");
    load.send(300);
    clusters.source.await(
        "deleting records",
        clusters
            .source
            .admin()
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(400)))
            .all());

    try (LinkEngine strict = clusters.engine(link, options(Reaction.HALT))) {
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(() -> assertThat(only(strict).state()).isEqualTo(PartitionState.HALTED));
      assertThat(only(strict).problem().orElseThrow())
          .contains("RECORDS_DELETED", "[200, 400)", "on.recordsDeleted: continue");
      assertThat(GapLedger.read(clusters.target, link.name())).isEmpty();
    }
    copyAll(link, "deleted");
    load.send(50);
    PartitionProgress after = copyAll(link, "deleted");

    assertThat(after.counts().ledgerEntries()).isEqualTo(1);
    assertThat(after.counts().lostOffsets()).isEqualTo(200);
    assertThat(GapLedger.read(clusters.target, link.name()))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.cause()).isEqualTo(GapCause.RECORDS_DELETED);
              assertThat(gap.source()).isEqualTo(partition);
              assertThat(gap.from()).isEqualTo(200);
              assertThat(gap.to()).isEqualTo(400);
            });
    List<String> copied = TwoClusters.dump(clusters.target, partition);
    assertThat(copied).hasSize(350);
    assertThat(copied.subList(200, 350)).isEqualTo(TwoClusters.dump(clusters.source, partition));
  }

  @Test
  void shouldNameRetentionWhenItOverranTheCopy() {
    clusters.createTopic(
        clusters.source,
        "retained",
        1,
        Map.of("retention.ms", "-1", "segment.ms", Long.toString(Duration.ofDays(7).toMillis())));
    TopicPartition partition = new TopicPartition("retained", 0);
    Link link = clusters.link("retained", "retained");
    send(partition, 60, Duration.ofDays(20));
    copyAll(link, "retained");
    send(partition, 40, Duration.ofDays(20));
    send(partition, 10, Duration.ofDays(2));
    send(partition, 10, Duration.ZERO);
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "retained");
    ConfigEntry day = new ConfigEntry("retention.ms", Long.toString(Duration.ofDays(1).toMillis()));
    clusters.source.await(
        "shortening retention",
        clusters
            .source
            .admin()
            .incrementalAlterConfigs(
                Map.of(topic, List.of(new AlterConfigOp(day, AlterConfigOp.OpType.SET))))
            .all());
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .until(() -> TwoClusters.start(clusters.source, partition) == 100);

    copyAll(link, "retained");

    assertThat(GapLedger.read(clusters.target, link.name()))
        .extracting(Gap::cause, Gap::from, Gap::to)
        .containsExactly(tuple(GapCause.RETENTION_OVERRUN, 60L, 100L));
    assertThat(TwoClusters.end(clusters.target, partition)).isEqualTo(120);
  }

  @Test
  void shouldFollowASourceThatLostItsEndWithANewGenerationBehindWhatTheTargetKeeps() {
    clusters.createTopic(clusters.source, "rewritten", 1, Map.of());
    TopicPartition partition = new TopicPartition("rewritten", 0);
    Link link = clusters.link("rewritten", "rewritten");
    Load load = new Load(clusters.source, "rewritten", 1, 12);
    load.send(100);
    copyAll(link, "rewritten");
    appendWhatTheSourceLost(link, partition, 100, 20);

    try (LinkEngine engine = clusters.engine(link, options(Reaction.CONTINUE))) {
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(() -> assertThat(only(engine).mode()).isEqualTo(OffsetMode.MAPPED));
      load.send(50);
      clusters.awaitCopied(engine, "rewritten", 1);
    }
    load.send(10);
    copyAll(link, "rewritten");

    assertThat(GapLedger.read(clusters.target, link.name()))
        .extracting(Gap::cause, Gap::from, Gap::to)
        .containsExactly(tuple(GapCause.SOURCE_TRUNCATED, 100L, 120L));
    OffsetMap map = new InternalTopics(clusters.target, link.name()).read().offsets(partition);
    assertThat(map.targetOf(100, 180)).isEqualTo(new Translation.Exact(120, 1));
    assertThat(map.sourceOf(119)).isEqualTo(new Translation.Exact(119, 0));
    List<String> source = TwoClusters.dump(clusters.source, partition);
    List<String> target = TwoClusters.dump(clusters.target, partition);
    assertThat(target).hasSize(180);
    assertThat(withoutOffsets(target.subList(120, 180)))
        .isEqualTo(withoutOffsets(source.subList(100, 160)));
  }

  private static List<String> withoutOffsets(List<String> lines) {
    return lines.stream().map(line -> line.substring(line.indexOf('@'))).toList();
  }

  /**
   * As the link would have, had the source not lost it since: to the link there is no difference.
   */
  private static void appendWhatTheSourceLost(
      Link link, TopicPartition partition, int sequence, int records) {
    List<PlainRecord> lost = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      Optional<byte[]> value = Optional.of(new byte[] {(byte) i});
      lost.add(new PlainRecord(System.currentTimeMillis(), Optional.empty(), value, List.of()));
    }
    ByteBuffer batch = PlainBatch.of(lost);
    LinkIdentity identity =
        new LinkIdentity(link, clusterId(clusters.source), clusterId(clusters.target));
    BatchHeader.stamp(batch, 0, identity.dataId(), (short) 0, sequence);
    try (Owner owner = new Owner(link, 1)) {
      owner.produce(partition, batch);
    }
  }

  private static String clusterId(Cluster cluster) {
    return cluster.await("reading its id", cluster.admin().describeCluster().clusterId());
  }

  private static void send(TopicPartition partition, int records, Duration age) {
    long timestamp = System.currentTimeMillis() - age.toMillis();
    try (Producer<byte[], byte[]> producer = clusters.source.producer(Map.of())) {
      for (int i = 0; i < records; i++) {
        byte[] value = {(byte) i};
        producer.send(
            new ProducerRecord<>(partition.topic(), partition.partition(), timestamp, null, value));
      }
    }
  }

  /** Runs the link until everything is copied. */
  private static PartitionProgress copyAll(Link link, String topic) {
    try (LinkEngine engine = clusters.engine(link, options(Reaction.CONTINUE))) {
      clusters.awaitCopied(engine, topic, 1);
      return only(engine);
    }
  }

  private static PartitionProgress only(LinkEngine engine) {
    List<PartitionProgress> all = engine.progress().partitions();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static EngineOptions options(Reaction recordsDeleted) {
    CopyPolicy plain = CopyPolicy.defaults();
    Reactions on = plain.reactions();
    Reactions reactions =
        new Reactions(
            on.sourceRecreated(),
            Reaction.CONTINUE,
            on.retentionOverrun(),
            recordsDeleted,
            on.offsetConflict(),
            on.missedTombstones());
    return EngineOptions.defaults()
        .withoutLease()
        .withPolicy(
            new CopyPolicy(
                plain.offsets(),
                plain.fillerRecords(),
                plain.transactions(),
                reactions,
                plain.deadLetters(),
                plain.records()));
  }

  private static Gap gap(long from, long to) {
    TopicPartition any = new TopicPartition("any", 0);
    return new Gap(
        any, any, Uuid.ONE_UUID, from, to, GapCause.RECORDS_DELETED, Instant.EPOCH, "test");
  }

  /** An engine's pump reduced to one internal log. */
  private static final class Owner implements AutoCloseable {
    private final Transport transport;
    private final PumpContext context;
    private final InternalLog log;
    private final Set<String> topics;
    private int stored;

    Owner(Link link, int epoch) {
      FramePool pool = new FramePool(1 << 20);
      EngineOptions options = EngineOptions.defaults();
      List<ClusterSpec> specs = List.of(clusters.source.spec(), clusters.target.spec());
      transport = new Transport("owner-" + epoch, specs, pool, options.wire());
      context =
          new PumpContext(
              new LinkIdentity(link, "a", "b").owned(epoch),
              options,
              new LiveFlow(FlowSettings.unlimited()),
              new Ownership(Duration.ofHours(1), System::nanoTime),
              Clock.systemUTC(),
              Duration.ofDays(1),
              new TargetTopics(),
              transport,
              pool);
      log = new InternalLog(context, InternalTopic.GAPS, new TopicPartition("any", 0));
      topics = Set.of(GapLedger.topic(link.name()));
    }

    void append(Gap gap) {
      append(
          new PlainRecord(
              System.currentTimeMillis(),
              Optional.of(GapLedger.key(gap)),
              Optional.of(GapLedger.encode(gap)),
              List.of()),
          why -> {
            throw new AssertionError(why);
          });
    }

    void append(PlainRecord content, Consumer<String> refused) {
      log.append(
          content,
          new InternalLog.Fate() {
            @Override
            public void stored() {
              stored++;
            }

            @Override
            public void refused(String why) {
              refused.accept(why);
            }
          });
    }

    void produce(TopicPartition partition, ByteBuffer batch) {
      List<ProduceAck> answer = new ArrayList<>();
      boolean asked = false;
      long end = System.nanoTime() + TwoClusters.PATIENCE.toNanos();
      while (answer.isEmpty() && System.nanoTime() < end) {
        context.target().advance(context.now(), Set.of(partition.topic()));
        Optional<Integer> leader = context.target().leader(partition);
        if (!asked && leader.isPresent()) {
          asked = true;
          ProduceBatch one =
              new ProduceBatch(
                  partition,
                  context.target().topicId(partition.topic()).orElseThrow(),
                  batch,
                  0,
                  batch.limit());
          context
              .targetPeer()
              .produce(
                  leader.get(), 0, List.of(one), TwoClusters.PATIENCE, () -> true, into(answer));
        }
        transport.poll(10);
      }
      assertThat(answer).singleElement().matches(ack -> ack.outcome().ok());
    }

    private static Reply<List<ProduceAck>> into(List<ProduceAck> answer) {
      return new Reply<>() {
        @Override
        public void answered(List<ProduceAck> acks) {
          answer.addAll(acks);
        }

        @Override
        public void failed(WireFailure failure) {
          throw new AssertionError(failure.toString());
        }
      };
    }

    void drive(BooleanSupplier until) {
      long end = System.nanoTime() + TwoClusters.PATIENCE.toNanos();
      while (!until.getAsBoolean()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not stored: " + log.problem());
        }
        context.target().advance(context.now(), topics);
        log.advance(context.now());
        transport.poll(10);
      }
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
