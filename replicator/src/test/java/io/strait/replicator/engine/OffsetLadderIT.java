package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.ClusterView;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.Transport;
import io.strait.replicator.wire.WireFailure;
import io.strait.replicator.wire.WireTimes;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class OffsetLadderIT {
  private static final EngineOptions ALONE = EngineOptions.defaults().withoutLease();
  private static final String FILLER_KEY =
      HexFormat.of().formatHex("strait.filler".getBytes(StandardCharsets.UTF_8));

  private static final byte[] STRANGER = "stranger".getBytes(StandardCharsets.UTF_8);
  private static final String STRANGER_KEY = HexFormat.of().formatHex(STRANGER) + "=";

  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static SandboxCluster north;
  private static TwoClusters clusters;

  /** From the same source to a target where the link may write, but no markers. */
  private static TwoClusters guarded;

  @BeforeAll
  static void startClusters() {
    east =
        SandboxCluster.start(
            SandboxSpec.plain("east", directory).withSetting("log.cleaner.backoff.ms", "200"));
    west = SandboxCluster.start(SandboxSpec.plain("west", directory));
    north = SandboxCluster.start(SandboxSpec.secured("north", directory));
    clusters = new TwoClusters(east, west, "admin");
    guarded = new TwoClusters(east, north, "strait");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    guarded.close();
    east.close();
    west.close();
    north.close();
  }

  @Test
  void shouldCopyCommittedDataOnlyAndFillTheRestInvisibly() {
    clusters.createTopic(clusters.source, "transacted", 2, Map.of());
    try (MixedLoad load = new MixedLoad(clusters.source, "transacted", 2, 41);
        LinkEngine engine = clusters.engine(clusters.link("transacted", "transacted"), ALONE)) {
      load.rounds(30);
      clusters.awaitCopied(engine, "transacted", 2);
      PartitionProgress progress = progress(engine, "transacted");

      assertThat(progress.mode()).isEqualTo(OffsetMode.FILLED);
      assertThat(progress.counts().gapOffsets()).isPositive();
      assertThat(progress.counts().abortedRecords()).isPositive();
    }
    clusters.assertSame("transacted", 2);
  }

  @Test
  void shouldGoOnBetweenTransactionsAfterEveryRestart() {
    clusters.createTopic(clusters.source, "restarted", 2, Map.of());
    Link link = clusters.link("restarted", "restarted");
    try (MixedLoad load = new MixedLoad(clusters.source, "restarted", 2, 42)) {
      for (int round = 0; round < 3; round++) {
        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> load.rounds(8));
        try (LinkEngine engine = clusters.engine(link, ALONE)) {
          beside.join();
          Awaitility.await()
              .atMost(TwoClusters.PATIENCE)
              .until(() -> engine.progress().recordsCopied() > 0);
        }
      }
    }
    try (LinkEngine engine = clusters.engine(link, ALONE)) {
      clusters.awaitCopied(engine, "restarted", 2);
    }
    clusters.assertSame("restarted", 2);
  }

  @Test
  void shouldGoOnInsideAGapAfterItWasKilledThere() {
    TopicPartition partition = new TopicPartition("killed", 0);
    clusters.createTopic(clusters.source, "killed", 1, Map.of());
    try (MixedLoad load = new MixedLoad(clusters.source, "killed", 1, 43)) {
      load.rounds(3);
      load.abortedRecords(60_000);
      load.rounds(3);
    }
    for (int kill = 1; kill <= 3; kill++) {
      long until = 15_000L * kill;
      try (EngineProcess engine = EngineProcess.start(east, west, "killed", "killed")) {
        Awaitility.await()
            .pollInterval(Duration.ofMillis(20))
            .atMost(TwoClusters.PATIENCE)
            .until(
                () ->
                    engine.isAlive()
                        && clusters.exists(clusters.target, "killed")
                        && TwoClusters.end(clusters.target, partition) > until);
      }
    }
    assertThat(TwoClusters.end(clusters.target, partition)).isLessThan(60_000);

    try (LinkEngine engine = clusters.engine(clusters.link("killed", "killed"), ALONE)) {
      clusters.awaitCopied(engine, "killed", 1);
    }
    clusters.assertSame("killed", 1);
  }

  @Test
  void shouldKeepOffsetsOverTheHolesOfACompactedTopic() {
    TopicPartition partition = new TopicPartition("compacted", 0);
    clusters.createTopic(
        clusters.source,
        "compacted",
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "300",
            "min.cleanable.dirty.ratio", "0.01",
            "delete.retention.ms", "1"));
    // A mirror that is not cleaned itself, so that both sides can be compared.
    clusters.createTopic(clusters.target, "compacted", 1, Map.of());
    int sent = KeyedLoad.send(clusters.source, partition, 44);
    List<String> cleaned = awaitCleaned(partition, sent);

    try (LinkEngine engine = clusters.engine(clusters.link("compacted", "compacted"), ALONE)) {
      clusters.awaitCopied(engine, "compacted", 1);

      assertThat(progress(engine, "compacted").counts().rewrittenRecords()).containsKey("HOLES");
    }
    assertThat(TwoClusters.dump(clusters.target, partition)).isEqualTo(cleaned);
    KeyedLoad.send(clusters.source, partition, 45);
    try (LinkEngine engine = clusters.engine(clusters.link("compacted", "compacted"), ALONE)) {
      clusters.awaitCopied(engine, "compacted", 1);
    }
    clusters.assertHoldsAll(partition);
    assertThat(TwoClusters.end(clusters.target, partition))
        .isEqualTo(TwoClusters.end(clusters.source, partition));
  }

  @Test
  void shouldMapOffsetsExactlyWhereTheTargetRefusesMarkers() {
    clusters.createTopic(clusters.source, "mapped", 2, Map.of());
    Link link = guarded.link("mapped", "mapped");
    try (MixedLoad load = new MixedLoad(clusters.source, "mapped", 2, 46)) {
      for (int round = 0; round < 3; round++) {
        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> load.rounds(8));
        try (LinkEngine engine = guarded.engine(link, ALONE)) {
          beside.join();
          if (round > 0) {
            guarded.awaitCopied(engine, "mapped", 2);
            assertThat(progress(engine, "mapped").mode()).isEqualTo(OffsetMode.MAPPED);
          }
        }
      }
    }
    try (LinkEngine engine = guarded.engine(link, ALONE)) {
      guarded.awaitCopied(engine, "mapped", 2);
      PartitionProgress progress = progress(engine, "mapped");
      assertThat(progress.copiedTo()).isGreaterThan(progress.targetEnd());
    }
    assertMapped(guarded, link, "mapped", 2);
  }

  @Test
  void shouldSayWhatToGrantWhenOffsetsMustBeFilledButMayNot() {
    clusters.createTopic(clusters.source, "refused", 1, Map.of());
    try (MixedLoad load = new MixedLoad(clusters.source, "refused", 1, 47)) {
      load.rounds(1);
    }
    try (LinkEngine engine =
        guarded.engine(guarded.link("refused", "refused"), with(OffsetRule.FILLED, false))) {
      String problem = awaitHalt(engine, "refused");

      assertThat(problem).startsWith("OFFSET_GAP").contains("CLUSTER_ACTION");
    }
  }

  @Test
  void shouldFillWithVisibleRecordsOnlyWhereThatIsAllowed() {
    TopicPartition partition = new TopicPartition("visible", 0);
    clusters.createTopic(clusters.source, "visible", 1, Map.of());
    try (MixedLoad load = new MixedLoad(clusters.source, "visible", 1, 48)) {
      load.rounds(5);
      try (LinkEngine engine =
          guarded.engine(guarded.link("visible", "visible"), with(OffsetRule.AUTO, true))) {
        guarded.awaitCopied(engine, "visible", 1);
        load.rounds(5);
      }
    }
    try (LinkEngine engine =
        guarded.engine(guarded.link("visible", "visible"), with(OffsetRule.AUTO, true))) {
      guarded.awaitCopied(engine, "visible", 1);
      assertThat(progress(engine, "visible").mode()).isEqualTo(OffsetMode.FILLED);
    }
    List<String> copied = TwoClusters.dump(guarded.target, partition);
    List<String> real = copied.stream().filter(line -> !line.contains(FILLER_KEY)).toList();
    assertThat(real).isEqualTo(TwoClusters.dump(clusters.source, partition));
    assertThat(TwoClusters.end(guarded.target, partition))
        .isEqualTo(TwoClusters.end(clusters.source, partition));
  }

  @Test
  void shouldHaltBeforeTheFirstGapWhenOffsetsMustBeExact() {
    clusters.createTopic(clusters.source, "exact", 1, Map.of());
    try (MixedLoad load = new MixedLoad(clusters.source, "exact", 1, 49)) {
      load.rounds(1);
    }
    try (LinkEngine engine =
        clusters.engine(clusters.link("exact", "exact"), with(OffsetRule.EXACT, false))) {
      assertThat(awaitHalt(engine, "exact")).startsWith("OFFSET_GAP").contains("offsets: exact");
    }
  }

  @Test
  void shouldMapAroundWhatSomebodyElseWritesMeanwhile() {
    TopicPartition partition = new TopicPartition("disturbed", 0);
    clusters.createTopic(clusters.source, "disturbed", 1, Map.of());
    Link link = clusters.link("disturbed", "disturbed");
    try (Producer<byte[], byte[]> stranger = clusters.target.producer(Map.of());
        LinkEngine engine = clusters.engine(link, ALONE)) {
      new Load(clusters.source, "disturbed", 1, 50).send(500);
      clusters.awaitCopied(engine, "disturbed", 1);
      CompletableFuture<Void> load =
          new Load(clusters.source, "disturbed", 1, 51).sendBeside(4_000);
      for (int i = 0; i < 20; i++) {
        stranger.send(new ProducerRecord<>("disturbed", 0, STRANGER, new byte[] {(byte) i}));
        stranger.flush();
      }
      load.join();
      clusters.awaitCopied(engine, "disturbed", 1);

      assertThat(progress(engine, "disturbed").mode()).isEqualTo(OffsetMode.MAPPED);
      assertThat(progress(engine, "disturbed").modeReason()).contains("somebody else");
    }
    new Load(clusters.source, "disturbed", 1, 52).send(500);
    try (LinkEngine engine = clusters.engine(link, ALONE)) {
      clusters.awaitCopied(engine, "disturbed", 1);
      assertThat(progress(engine, "disturbed").mode()).isEqualTo(OffsetMode.MAPPED);
    }
    assertMapped(clusters, link, "disturbed", 1);
  }

  @Test
  void shouldNoticeWhatSomebodyElseWritesInsideALongGap() {
    TopicPartition partition = new TopicPartition("gapped", 0);
    clusters.createTopic(clusters.source, "gapped", 1, Map.of());
    Link link = clusters.link("gapped", "gapped");
    try (MixedLoad load = new MixedLoad(clusters.source, "gapped", 1, 53)) {
      load.rounds(2);
      load.abortedRecords(30_000);
      load.rounds(2);
    }
    try (Producer<byte[], byte[]> stranger = clusters.target.producer(Map.of());
        LinkEngine engine = clusters.engine(link, ALONE)) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(TwoClusters.PATIENCE)
          .until(
              () ->
                  clusters.exists(clusters.target, "gapped")
                      && TwoClusters.end(clusters.target, partition) > 2_000);
      stranger.send(new ProducerRecord<>("gapped", 0, STRANGER, new byte[] {1}));
      stranger.flush();
      assertThat(TwoClusters.end(clusters.target, partition)).isLessThan(30_000);
      clusters.awaitCopied(engine, "gapped", 1);

      assertThat(progress(engine, "gapped").mode()).isEqualTo(OffsetMode.MAPPED);
      assertThat(progress(engine, "gapped").modeReason()).contains("somebody else");
    }
    assertThat(GapLedger.read(clusters.target, link.name()))
        .extracting(Gap::cause)
        .containsExactly(GapCause.OFFSET_CONFLICT);
    assertMapped(clusters, link, "gapped", 1);
  }

  @Test
  void shouldGoOnBehindADeadLetterOnlyOnceTheLedgerHoldsIt() {
    TopicPartition partition = new TopicPartition("aside", 0);
    clusters.createTopic(clusters.source, "aside", 1, Map.of());
    guarded.createTopic(guarded.target, "aside", 1, Map.of("cleanup.policy", "compact"));
    Link link = guarded.link("aside", "aside");
    new InternalTopics(guarded.target, link.name()).prepare();
    AclBinding deny =
        new AclBinding(
            new ResourcePattern(
                ResourceType.TOPIC, GapLedger.topic(link.name()), PatternType.LITERAL),
            new AccessControlEntry("User:strait", "*", AclOperation.WRITE, AclPermissionType.DENY));
    guarded.target.await("denying", guarded.target.admin().createAcls(List.of(deny)).all());
    try (Producer<byte[], byte[]> producer = clusters.source.producer(Map.of())) {
      for (int i = 0; i < 11; i++) {
        byte[] key = i == 5 ? null : new byte[] {(byte) i};
        producer.send(new ProducerRecord<>("aside", 0, key, new byte[] {1}));
      }
    }
    try (LinkEngine engine = guarded.engine(link, ALONE)) {
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .ignoreExceptions()
          .until(
              () ->
                  progress(engine, "aside")
                      .problem()
                      .orElse("")
                      .contains(GapLedger.topic(link.name())));
      assertThat(new LetterDesk(guarded.target, link.name()).open()).hasSize(1);
      Awaitility.await()
          .during(Duration.ofMillis(700))
          .atMost(TwoClusters.PATIENCE)
          .until(() -> TwoClusters.end(guarded.target, partition) == 5);

      guarded.target.await(
          "allowing", guarded.target.admin().deleteAcls(List.of(deny.toFilter())).all());
      guarded.awaitCopied(engine, "aside", 1);
    }
    assertThat(GapLedger.read(guarded.target, link.name()))
        .extracting(Gap::cause, Gap::from, Gap::to)
        .containsExactly(Assertions.tuple(GapCause.DEAD_LETTER, 5L, 6L));
    assertThat(TwoClusters.dump(guarded.target, partition)).hasSize(10);
  }

  @Test
  void shouldHaveTheBrokerRefuseMarkersOfAnEarlierOwner() {
    clusters.createTopic(clusters.target, "fenced", 1, Map.of());
    LinkIdentity link = new LinkIdentity(clusters.link("fenced", "fenced"), "S", "T");

    assertThat(markers(link.owned(5), 3)).isEqualTo(Answer.OK);
    assertThat(markers(link.owned(4), 1)).isEqualTo(Answer.FENCED);
    assertThat(markers(link.owned(5), 2)).isEqualTo(Answer.OK);
    assertThat(markers(link.owned(6), 400)).isEqualTo(Answer.OK);
    assertThat(markers(link.owned(5), 1)).isEqualTo(Answer.FENCED);
    // Producer epochs have 15 bits; the next one counts under another id.
    assertThat(markers(link.owned((1 << 15) + 1), 1)).isEqualTo(Answer.OK);
    assertThat(TwoClusters.end(clusters.target, new TopicPartition("fenced", 0)))
        .isEqualTo(3 + 2 + 400 + 1);
  }

  private static Answer markers(LinkIdentity owner, int count) {
    ClusterSpec spec = new ClusterSpec(new ClusterAlias("west"), west.bootstrap(), Map.of());
    try (Transport transport =
        new Transport("test", List.of(spec), new FramePool(1 << 20), WireTimes.defaults())) {
      Peer peer = transport.peer(spec.alias());
      ClusterView view = ask(transport, reply -> peer.metadata(List.of("fenced"), reply));
      TopicPartition partition = new TopicPartition("fenced", 0);
      int node = view.topics().get("fenced").leaders().get(0).node();
      Outcome outcome =
          ask(
              transport,
              reply ->
                  peer.abortMarkers(
                      node,
                      partition,
                      owner.markerId(),
                      owner.ownerEpoch(),
                      count,
                      () -> true,
                      reply));
      return outcome.answer();
    }
  }

  private static <T> T ask(Transport transport, Consumer<Reply<T>> question) {
    List<T> got = new ArrayList<>();
    question.accept(
        new Reply<>() {
          @Override
          public void answered(T value) {
            got.add(value);
          }

          @Override
          public void failed(WireFailure failure) {
            throw new AssertionError(failure.toString());
          }
        });
    while (got.isEmpty()) {
      transport.poll(100);
    }
    return got.get(0);
  }

  /** Every record of the target is the source's at the offset that the stored map names. */
  private static void assertMapped(TwoClusters sides, Link link, String topic, int partitions) {
    LinkMemory memory = new InternalTopics(sides.target, link.name()).read();
    for (int i = 0; i < partitions; i++) {
      TopicPartition partition = new TopicPartition(topic, i);
      OffsetMap map = memory.offsets(partition);
      List<String> translated =
          TwoClusters.dump(sides.target, partition).stream()
              .filter(line -> !line.contains(STRANGER_KEY))
              .map(
                  line -> {
                    int at = line.indexOf('@');
                    long target = Long.parseLong(line.substring(0, at));
                    return map.sourceOf(target).position() + line.substring(at);
                  })
              .toList();
      assertThat(map.isEqual()).isFalse();
      assertThat(translated).isEqualTo(TwoClusters.dump(sides.source, partition));
    }
  }

  private static EngineOptions with(OffsetRule rule, boolean fillerRecords) {
    CopyPolicy policy = CopyPolicy.defaults();
    return ALONE.withPolicy(
        new CopyPolicy(
            rule,
            fillerRecords,
            policy.transactions(),
            policy.reactions(),
            policy.deadLetters(),
            policy.records()));
  }

  private static String awaitHalt(LinkEngine engine, String topic) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .ignoreExceptions()
        .until(() -> progress(engine, topic).state() == PartitionState.HALTED);
    return progress(engine, topic).problem().orElseThrow();
  }

  /** Waits until the source's cleaner has removed records and nothing is left to remove. */
  private static List<String> awaitCleaned(TopicPartition partition, int sent) {
    List<List<String>> seen = new ArrayList<>();
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              seen.add(TwoClusters.dump(clusters.source, partition));
              List<String> last = seen.get(seen.size() - 1);
              return last.size() < sent
                  && seen.size() > 2
                  && last.equals(seen.get(seen.size() - 2));
            });
    return seen.get(seen.size() - 1);
  }

  private static PartitionProgress progress(LinkEngine engine, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return engine.progress().partitions().stream()
        .filter(p -> p.source().equals(partition))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no progress of " + partition));
  }
}
