package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.Link;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class ContentIT {
  private static final EngineOptions ALONE = EngineOptions.defaults().withoutLease();
  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    east =
        SandboxCluster.start(
            SandboxSpec.plain("east", directory)
                .withSetting("log.cleaner.backoff.ms", "200")
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
  void shouldKeepOffsetsWhenTheSourceNoLongerStartsAtZero() {
    TopicPartition some = new TopicPartition("trimmed", 0);
    TopicPartition all = new TopicPartition("trimmed", 1);
    clusters.createTopic(clusters.source, "trimmed", 2, Map.of());
    new Load(clusters.source, "trimmed", 2, 11).send(9_000);
    fill("trimmed", 0, 130_000);
    long end = TwoClusters.end(clusters.source, some);
    deleteBefore(some, end - 1_000);
    deleteBefore(all, TwoClusters.end(clusters.source, all));

    try (LinkEngine engine = clusters.engine(clusters.link("trimmed", "trimmed"), ALONE)) {
      clusters.awaitCopied(engine, "trimmed", 2);
      new Load(clusters.source, "trimmed", 2, 12).send(2_000);
      clusters.awaitCopied(engine, "trimmed", 2);
    }
    clusters.assertSame("trimmed", 2);
    assertThat(TwoClusters.start(clusters.target, some)).isEqualTo(end - 1_000);
  }

  @Test
  void shouldHaltWhenSomebodyElseWroteToTheTarget() {
    TopicPartition partition = new TopicPartition("foreign", 0);
    clusters.createTopic(clusters.source, "foreign", 1, Map.of());
    new Load(clusters.source, "foreign", 1, 13).send(500);
    Link link = clusters.link("foreign", "foreign");
    try (LinkEngine engine = clusters.engine(link, halting())) {
      clusters.awaitCopied(engine, "foreign", 1);
      put(clusters.target, "foreign", "stranger");
      put(clusters.source, "foreign", "own");

      awaitHalt(engine, partition, Halt.Cause.FOREIGN_WRITE);
    }
    put(clusters.source, "foreign", "own again");
    try (LinkEngine engine = clusters.engine(link, halting())) {
      awaitHalt(engine, partition, Halt.Cause.FOREIGN_WRITE);
    }
  }

  @Test
  void shouldHaltWhenTheTargetHasMoreThanTheSource() {
    TopicPartition partition = new TopicPartition("ahead", 0);
    clusters.createTopic(clusters.source, "ahead", 1, Map.of());
    clusters.createTopic(clusters.target, "ahead", 1, Map.of());
    put(clusters.source, "ahead", "one");
    put(clusters.target, "ahead", "one");
    put(clusters.target, "ahead", "two");

    try (LinkEngine engine = clusters.engine(clusters.link("ahead", "ahead"), ALONE)) {
      awaitHalt(engine, partition, Halt.Cause.TARGET_AHEAD);
    }
  }

  @Test
  void shouldCarryBothWaysOneAfterTheOther() {
    clusters.createTopic(clusters.source, "swung", 2, Map.of());
    Link forward = clusters.link("swung", "swung");
    new Load(clusters.source, "swung", 2, 14).send(1_000);
    copyAll(forward, "swung");
    for (int round = 0; round < 2; round++) {
      new Load(clusters.target, "swung", 2, 15 + round).send(1_000);
      copyAll(forward.reversed(), "swung");
      new Load(clusters.source, "swung", 2, 25 + round).send(1_000);
      copyAll(forward, "swung");
    }
    clusters.assertSame("swung", 2);
  }

  @Test
  void shouldFollowNewPartitionsWhileRunning() {
    clusters.createTopic(clusters.source, "grown", 1, Map.of());
    try (LinkEngine engine = clusters.engine(clusters.link("grown", "grown"), ALONE)) {
      new Load(clusters.source, "grown", 1, 16).send(500);
      clusters.awaitCopied(engine, "grown", 1);
      clusters.source.await(
          "growing",
          clusters
              .source
              .admin()
              .createPartitions(Map.of("grown", NewPartitions.increaseTo(3)))
              .all());
      new Load(clusters.source, "grown", 3, 17).send(500);

      clusters.awaitCopied(engine, "grown", 3);
    }
    clusters.assertSame("grown", 3);
  }

  @Test
  void shouldRefuseASourceTopicThatWasCreatedAgain() {
    clusters.createTopic(clusters.source, "reborn", 1, Map.of());
    put(clusters.source, "reborn", "first life");
    Link link = clusters.link("reborn", "reborn");
    copyAll(link, "reborn", 1);
    clusters.source.await(
        "deleting", clusters.source.admin().deleteTopics(List.of("reborn")).all());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !clusters.exists(clusters.source, "reborn"));
    clusters.createTopic(clusters.source, "reborn", 1, Map.of());

    try (LinkEngine engine = clusters.engine(link, ALONE)) {
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(engine.progress().refused())
                      .singleElement()
                      .satisfies(
                          one -> {
                            assertThat(one.topic()).isEqualTo("reborn");
                            assertThat(one.reason()).contains("created again");
                          }));
      assertThat(engine.progress().partitions()).isEmpty();
    }
  }

  @Test
  void shouldFollowASourceTopicThatWasCreatedAgainWhileItRunsAndWhileItDoesNot() {
    TopicPartition partition = new TopicPartition("lives", 0);
    Link link = clusters.link("lives", "lives");
    createAgain("lives", "first life");
    try (LinkEngine engine = clusters.engine(link, following())) {
      clusters.awaitCopied(engine, "lives", 1);
      createAgain("lives", "second life", "still the second");
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .until(() -> TwoClusters.end(clusters.target, partition) == 3);
      assertThat(progress(engine, partition).mode()).isEqualTo(OffsetMode.MAPPED);
    }
    createAgain("lives", "third life");
    for (int run = 0; run < 2; run++) {
      try (LinkEngine engine = clusters.engine(link, following())) {
        clusters.awaitCopied(engine, "lives", 1);
      }
      put(clusters.source, "lives", "more");
    }
    try (LinkEngine engine = clusters.engine(link, following())) {
      clusters.awaitCopied(engine, "lives", 1);
    }
    assertThat(TwoClusters.dump(clusters.target, partition))
        .extracting(line -> line.substring(line.indexOf('=') + 1))
        .containsExactly(
            hex("first life"),
            hex("second life"),
            hex("still the second"),
            hex("third life"),
            hex("more"),
            hex("more"));
    OffsetMap map = new InternalTopics(clusters.target, link.name()).read().offsets(partition);
    assertThat(map.targetOf(0, 6)).isEqualTo(new Translation.Exact(3, 2));
    assertThat(map.sourceOf(2)).isEqualTo(new Translation.Exact(1, 1));
    assertThat(GapLedger.read(clusters.target, link.name()))
        .extracting(Gap::cause, Gap::from)
        .containsExactly(
            tuple(GapCause.SOURCE_RECREATED, 1L), tuple(GapCause.SOURCE_RECREATED, 2L));
  }

  private static void createAgain(String topic, String... values) {
    if (clusters.exists(clusters.source, topic)) {
      clusters.source.await("deleting", clusters.source.admin().deleteTopics(List.of(topic)).all());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !clusters.exists(clusters.source, topic));
    }
    clusters.createTopic(clusters.source, topic, 1, Map.of());
    for (String value : values) {
      put(clusters.source, topic, value);
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static EngineOptions following() {
    CopyPolicy policy = CopyPolicy.defaults();
    Reactions on = policy.reactions();
    return ALONE.withPolicy(
        new CopyPolicy(
            policy.offsets(),
            policy.fillerRecords(),
            policy.transactions(),
            new Reactions(
                Reaction.CONTINUE,
                on.sourceTruncated(),
                on.retentionOverrun(),
                on.recordsDeleted(),
                on.offsetConflict(),
                on.missedTombstones()),
            policy.deadLetters(),
            policy.records()));
  }

  @Test
  void shouldDeleteWhatTheSourceHasDeletedAndForgottenWhileTheLinkWasAway() {
    TopicPartition filled = new TopicPartition("filled", 0);
    TopicPartition mapped = new TopicPartition("mapped", 0);
    for (TopicPartition partition : List.of(filled, mapped)) {
      clusters.createTopic(clusters.source, partition.topic(), 1, Compacted.QUICKLY);
      clusters.createTopic(clusters.target, partition.topic(), 1, Map.of());
      new Compacted(clusters.source, partition).send(0, 100, "old");
      copyCompacted(partition);
    }
    long copied = TwoClusters.end(clusters.target, filled);
    for (TopicPartition partition : List.of(filled, mapped)) {
      new Compacted(clusters.source, partition).send(0, 30, null);
      new Compacted(clusters.source, partition).send(90, 110, "new");
    }
    for (TopicPartition partition : List.of(filled, mapped)) {
      Compacted source = new Compacted(clusters.source, partition);
      source.awaitForgotten(0, 30);
      PartitionProgress progress = copyCompacted(partition);

      assertThat(progress.counts().missedTombstones()).isEqualTo(30);
      assertThat(source.state()).hasSize(81).doesNotContainKey("key 29");
      assertThat(new Compacted(clusters.target, partition).state()).isEqualTo(source.state());
    }
    clusters.assertHoldsAll(filled);
    assertThat(TwoClusters.end(clusters.target, filled))
        .isEqualTo(TwoClusters.end(clusters.source, filled));
    assertThat(GapLedger.read(clusters.target, clusters.link("filled", "filled").name()))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.cause()).isEqualTo(GapCause.MISSED_TOMBSTONES);
              assertThat(gap.from()).isLessThanOrEqualTo(copied);
              assertThat(gap.detail()).contains("PT1S", "30 keys");
            });
  }

  /** Runs a link of the topic's name, with offsets as the name says. */
  private static PartitionProgress copyCompacted(TopicPartition partition) {
    String topic = partition.topic();
    CopyPolicy policy = CopyPolicy.defaults();
    EngineOptions options =
        ALONE.withPolicy(
            new CopyPolicy(
                OffsetRule.valueOf(topic.toUpperCase(Locale.ROOT)),
                policy.fillerRecords(),
                policy.transactions(),
                policy.reactions(),
                policy.deadLetters(),
                policy.records()));
    try (LinkEngine engine = clusters.engine(clusters.link(topic, topic), options)) {
      clusters.awaitCopied(engine, topic, 1);
      return progress(engine, partition);
    }
  }

  @Test
  void shouldDeleteEveryForgottenKeyHoweverOftenItIsKilledMeanwhile() {
    TopicPartition partition = new TopicPartition("killedtwice", 0);
    Compacted source = new Compacted(clusters.source, partition);
    Compacted target = new Compacted(clusters.target, partition);
    clusters.createTopic(clusters.source, "killedtwice", 1, Compacted.QUICKLY);
    clusters.createTopic(clusters.target, "killedtwice", 1, Map.of());
    Link link = clusters.link("killedtwice", "killedtwice");
    int keys = 100_000;
    source.send(0, keys + 10, "old");
    try (LinkEngine engine = clusters.engine(link, ALONE)) {
      clusters.awaitCopied(engine, "killedtwice", 1);
    }
    long copied = TwoClusters.end(clusters.target, partition);
    source.send(0, keys, null);
    source.awaitForgotten(0, keys);
    for (int kill = 0; kill < 2; kill++) {
      long until = copied + kill * 60_000L;
      try (EngineProcess engine = EngineProcess.start(east, west, "killedtwice", "killedtwice")) {
        Awaitility.await()
            .pollInterval(Duration.ofMillis(10))
            .atMost(TwoClusters.PATIENCE)
            .until(() -> engine.isAlive() && TwoClusters.end(clusters.target, partition) > until);
      }
      assertThat(target.state()).hasSizeGreaterThan(11);
    }
    try (LinkEngine engine = clusters.engine(link, ALONE)) {
      clusters.awaitCopied(engine, "killedtwice", 1);
      assertThat(progress(engine, partition).mode()).isEqualTo(OffsetMode.FILLED);
    }
    assertThat(target.state()).isEqualTo(source.state()).hasSize(11);
    assertThat(GapLedger.read(clusters.target, link.name()))
        .singleElement()
        .satisfies(gap -> assertThat(gap.detail()).contains(keys + " keys"));
  }

  @Test
  void shouldKeepUpWithATopicThatIsCompactedAndDeletedMeanwhile() {
    TopicPartition partition = new TopicPartition("both", 0);
    clusters.createTopic(
        clusters.source,
        "both",
        1,
        Map.of(
            "cleanup.policy", "compact,delete",
            "segment.ms", "300",
            "min.cleanable.dirty.ratio", "0.01"));
    clusters.createTopic(clusters.target, "both", 1, Map.of());
    Link link = clusters.link("both", "both");
    for (int round = 0; round < 2; round++) {
      long seed = 60 + round;
      CompletableFuture<Integer> load =
          CompletableFuture.supplyAsync(() -> KeyedLoad.send(clusters.source, partition, seed));
      try (LinkEngine engine = clusters.engine(link, ALONE)) {
        Awaitility.await()
            .atMost(TwoClusters.PATIENCE)
            .until(() -> engine.progress().recordsCopied() > 200);
        // Part of it was copied, part of it will be gone before it is.
        deleteBefore(partition, TwoClusters.end(clusters.source, partition));
      }
      load.join();
    }
    KeyedLoad.send(clusters.source, partition, 70);
    deleteBefore(partition, TwoClusters.end(clusters.target, partition) + 20);
    copyAll(link, "both", 1);
    List<String> source = TwoClusters.dump(clusters.source, partition);
    long start = TwoClusters.start(clusters.source, partition);
    assertThat(start).isPositive();
    assertThat(source).isNotEmpty();
    clusters.assertHoldsAll(partition);
    assertThat(new Compacted(clusters.target, partition).state(start))
        .isEqualTo(new Compacted(clusters.source, partition).state(start));
    assertThat(TwoClusters.end(clusters.target, partition))
        .isEqualTo(TwoClusters.end(clusters.source, partition));
  }

  private static EngineOptions halting() {
    CopyPolicy policy = CopyPolicy.defaults();
    Reactions reactions = policy.reactions();
    return ALONE.withPolicy(
        new CopyPolicy(
            policy.offsets(),
            policy.fillerRecords(),
            policy.transactions(),
            new Reactions(
                reactions.sourceRecreated(),
                reactions.sourceTruncated(),
                reactions.retentionOverrun(),
                reactions.recordsDeleted(),
                Reaction.HALT,
                reactions.missedTombstones()),
            policy.deadLetters(),
            policy.records()));
  }

  private static void copyAll(Link link, String topic) {
    copyAll(link, topic, 2);
  }

  private static void copyAll(Link link, String topic, int partitions) {
    try (LinkEngine engine = clusters.engine(link, ALONE)) {
      clusters.awaitCopied(engine, topic, partitions);
    }
  }

  private static PartitionProgress awaitHalt(
      LinkEngine engine, TopicPartition partition, Halt.Cause cause) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(progress(engine, partition))
                    .satisfies(
                        p -> {
                          assertThat(p.state()).isEqualTo(PartitionState.HALTED);
                          assertThat(p.problem().orElseThrow()).startsWith(cause.name());
                        }));
    return progress(engine, partition);
  }

  private static PartitionProgress progress(LinkEngine engine, TopicPartition partition) {
    return engine.progress().partitions().stream()
        .filter(p -> p.source().equals(partition))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no progress of " + partition));
  }

  private static void put(Cluster cluster, String topic, String value) {
    try (Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void fill(String topic, int partition, int records) {
    try (Producer<byte[], byte[]> producer =
        clusters.source.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 20))) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {(byte) i}));
      }
    }
  }

  private static void deleteBefore(TopicPartition partition, long offset) {
    clusters.source.await(
        "deleting records",
        clusters
            .source
            .admin()
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
            .all());
  }
}
