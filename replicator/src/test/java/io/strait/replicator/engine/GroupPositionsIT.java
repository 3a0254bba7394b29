package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.offsets.Image;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.group.GroupPolicy;
import io.strait.replicator.sync.group.GroupReconciler;
import io.strait.replicator.sync.group.GroupSurvey;
import io.strait.replicator.sync.state.AppliedLog;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Positions of groups against the truth, record by record, on a topic with equal offsets and on a
 * renamed one with mapped offsets; both hold transactions that were committed and aborted.
 */
@Timeout(240)
final class GroupPositionsIT {
  private static final Logger log = LoggerFactory.getLogger(GroupPositionsIT.class);
  private static final int MANY = 1_000;

  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;
  private static Map<String, Copied> copies;

  /** A link whose only partition was copied, engine closed. */
  private record Copied(Link link, TopicPartition source, TopicPartition target) {}

  @BeforeAll
  static void copyBoth() {
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = SandboxCluster.start(SandboxSpec.plain("west", directory));
    clusters = new TwoClusters(east, west, "admin");
    copies =
        Map.of(
            "equal", copied("equal", "equal", OffsetRule.AUTO),
            "mapped", copied("mapped", "east.mapped", OffsetRule.MAPPED));
  }

  private static Copied copied(String from, String to, OffsetRule offsets) {
    clusters.createTopic(clusters.source, from, 1, Map.of());
    try (MixedLoad load = new MixedLoad(clusters.source, from, 1, from.length())) {
      load.rounds(12);
    }
    CopyPolicy policy = CopyPolicy.defaults();
    EngineOptions options =
        EngineOptions.defaults()
            .withoutLease()
            .withPolicy(
                new CopyPolicy(
                    offsets,
                    false,
                    policy.transactions(),
                    policy.reactions(),
                    policy.deadLetters(),
                    policy.records()));
    Link link =
        new Link(
            new LinkName(from),
            new ClusterAlias("east"),
            new ClusterAlias("west"),
            List.of(new TopicMapping(from, to)));
    try (LinkEngine engine = clusters.engine(link, options)) {
      clusters.awaitCopied(engine, from, 1);
    }
    return new Copied(link, new TopicPartition(from, 0), new TopicPartition(to, 0));
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"equal", "mapped"})
  void shouldTranslateEveryPositionInHistoryBothWays(String name) {
    Copied copy = copies.get(name);
    List<Seen> source = records(clusters.source, copy.source());
    List<Seen> target = records(clusters.target, copy.target());
    try (LinkTranslations translations =
        new LinkTranslations(copy.link().name(), clusters.source, clusters.target)) {
      LinkTranslations.Sight sight = translations.look(Map.of(copy.source(), copy.target()));
      long end = sight.logs().get(copy.source()).sourceEnd();
      PairedLogs logs =
          translations
              .reaching(sight, Map.of(copy.source(), Set.of(end)))
              .logs()
              .get(copy.source());

      assertThat(logs.isEqual()).isEqualTo(name.equals("equal"));
      for (long position : LongStream.rangeClosed(0, end).toArray()) {
        Image image = logs.toTarget(position);
        assertThat(image.isExact()).as("%s is %s", position, image).isTrue();
        assertThat(from(target, image.position())).isEqualTo(from(source, position));
      }
      for (long position : LongStream.rangeClosed(0, logs.targetEnd()).toArray()) {
        Image image = logs.toSource(position);
        assertThat(image.isExact()).as("%s is %s", position, image).isTrue();
        assertThat(from(source, image.position())).isEqualTo(from(target, position));
      }
      assertThat(logs.toTarget(end + 1)).isInstanceOf(Image.Outside.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"equal,classic", "equal,consumer", "mapped,classic", "mapped,consumer"})
  void shouldMoveAGroupThereAndBackWithoutReadingAnythingTwice(String name, String protocol) {
    Copied copy = copies.get(name);
    String group = "mover-" + name + "-" + protocol;
    List<String> all = from(records(clusters.source, copy.source()), 0);
    List<String> read = new ArrayList<>();
    try (Kept kept = new Kept(copy, group)) {
      read.addAll(consume(clusters.source, copy.source(), group, protocol, all.size() / 3));
      kept.closeAll();
      assertThat(metadata(clusters.target, group, copy.target())).isEqualTo("note of " + group);

      read.addAll(consume(clusters.target, copy.target(), group, protocol, all.size() / 3));
      kept.closeAll();
      assertThat(metadata(clusters.source, group, copy.source())).isEqualTo("note of " + group);
    }
    // Another process, that knows only what was stored.
    try (Kept kept = new Kept(copy, group)) {
      int rest = all.size() - read.size();
      read.addAll(consume(clusters.source, copy.source(), group, protocol, rest));
      kept.closeAll();

      assertThat(read).isEqualTo(all);
      assertThat(kept.position().error()).hasValue(0);
    }
  }

  @Test
  void shouldWaitUntilTheGroupIsEmptyOnTheTarget() {
    Copied copy = copies.get("equal");
    commit(clusters.source, "waiting", copy.source(), 5);
    try (Kept kept = new Kept(copy, "waiting")) {
      kept.closeAll();
      commit(clusters.source, "waiting", copy.source(), 9);
      TwinPlan planned = kept.groups.plan();
      assertThat(planned.toApply()).hasSize(1);
      try (Consumer<byte[], byte[]> member = member(clusters.target, "waiting", "consumer")) {
        join(member, copy.target());

        assertThat(kept.groups.plan().differences())
            .singleElement()
            .satisfies(
                difference -> {
                  assertThat(difference.handling()).isEqualTo(Handling.BLOCKED);
                  assertThat(difference.wanted()).hasValue("9");
                });
      }
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(() -> assertThat(kept.groups.plan().toApply()).hasSize(1));
      kept.closeAll();
      assertThat(position(clusters.target, "waiting", copy.target())).hasValue(9L);
    }
  }

  @Test
  void shouldBeRefusedByTheBrokerWhereTheGroupCameBackBetweenLookAndWrite() {
    Copied copy = copies.get("equal");
    commit(clusters.source, "racing", copy.source(), 7);
    try (Kept kept = new Kept(copy, "racing")) {
      TwinPlan planned = kept.groups.plan();
      assertThat(planned.toApply()).hasSize(1);
      try (Consumer<byte[], byte[]> member = member(clusters.target, "racing", "classic")) {
        join(member, copy.target());

        assertThat(kept.groups.apply(planned))
            .singleElement()
            .satisfies(
                outcome -> {
                  assertThat(outcome.done()).isFalse();
                  assertThat(outcome.message()).contains("became active");
                });
      }
      assertThat(position(clusters.target, "racing", copy.target())).isEmpty();
      kept.closeAll();
      assertThat(position(clusters.target, "racing", copy.target())).hasValue(7L);
    }
  }

  @Test
  void shouldFollowResetsExpiriesAndDeletions() {
    Copied copy = copies.get("mapped");
    commit(clusters.source, "operated", copy.source(), 20);
    try (Kept kept = new Kept(copy, "operated")) {
      kept.closeAll();
      long first = position(clusters.target, "operated", copy.target()).orElseThrow();

      commit(clusters.source, "operated", copy.source(), 3);
      assertThat(kept.groups.plan().toApply())
          .singleElement()
          .satisfies(one -> assertThat(one.reason()).contains("backwards by"));
      kept.closeAll();
      assertThat(position(clusters.target, "operated", copy.target()).orElseThrow())
          .isLessThan(first);

      delete(clusters.target, "operated");
      kept.closeAll();
      assertThat(position(clusters.target, "operated", copy.target())).isPresent();

      delete(clusters.source, "operated");
      assertThat(kept.groups.plan().toApply())
          .singleElement()
          .satisfies(one -> assertThat(one.verb()).isEqualTo(Difference.Verb.DELETE));
      kept.closeAll();
      assertThat(position(clusters.target, "operated", copy.target())).isEmpty();
    }
  }

  @Test
  void shouldKeepAThousandGroupsInSeconds() {
    Copied copy = copies.get("mapped");
    List<KafkaFuture<Void>> commits = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      commits.add(
          clusters
              .source
              .admin()
              .alterConsumerGroupOffsets(
                  "many-" + i, Map.of(copy.source(), new OffsetAndMetadata(i % 30)))
              .all());
    }
    commits.forEach(one -> clusters.source.await("committing", one));
    try (Kept kept = new Kept(copy, "many-\\d+")) {
      long begun = System.nanoTime();
      kept.closeAll();
      long written = System.nanoTime();
      TwinPlan again = kept.groups.plan();
      long compared = System.nanoTime();

      assertThat(again.compared()).isEqualTo(MANY);
      assertThat(again.differences()).isEmpty();
      log.atInfo()
          .addKeyValue("groups", MANY)
          .addKeyValue("write_ms", (written - begun) / 1_000_000)
          .addKeyValue("compare_ms", (compared - written) / 1_000_000)
          .log("Positions kept");
      assertThat(Duration.ofNanos(compared - begun)).isLessThan(Duration.ofSeconds(40));
    }
  }

  /** A reconciler over some groups of one link, with what was applied kept on the target. */
  private static final class Kept implements AutoCloseable {
    private final AppliedLog applied;
    private final GroupReconciler groups;

    Kept(Copied copy, String pattern) {
      GroupPolicy policy = GroupPolicy.defaults().with(GroupPolicy.Deletions.FOLLOW);
      this.applied = new AppliedLog(clusters.target, copy.link().name());
      this.groups =
          new GroupReconciler(
              copy.link(),
              clusters.source,
              clusters.target,
              new LinkTranslations(copy.link().name(), clusters.source, clusters.target),
              new GroupPolicy(
                  new io.strait.replicator.sync.select.Selection(
                      List.of(java.util.regex.Pattern.compile(pattern)), List.of()),
                  policy.types(),
                  policy.every(),
                  policy.back(),
                  policy.conflict(),
                  policy.deletions()),
              Set.of(),
              applied);
      applied.refresh();
    }

    /** Applies what differs, all of which must be possible; nothing differs afterwards. */
    void closeAll() {
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(
              () -> {
                List<Outcome> outcomes = groups.apply(groups.plan());
                assertThat(outcomes).allSatisfy(one -> assertThat(one.done()).isTrue());
                TwinPlan after = groups.plan();
                assertThat(after.aspect()).isEqualTo(Aspect.GROUPS);
                assertThat(after.differences()).isEmpty();
              });
    }

    GroupSurvey.Position position() {
      return groups.survey().groups().get(0).positions().get(0);
    }

    @Override
    public void close() {
      groups.close();
      applied.close();
    }
  }

  /** A committed record: where it is and all that it holds. */
  private record Seen(long offset, String content) {}

  private static List<Seen> records(Cluster cluster, TopicPartition partition) {
    return TwoClusters.dump(cluster, partition).stream()
        .map(
            line -> {
              int at = line.indexOf('@');
              return new Seen(Long.parseLong(line.substring(0, at)), line.substring(at));
            })
        .toList();
  }

  private static List<String> from(List<Seen> records, long position) {
    return records.stream()
        .filter(one -> one.offset() >= position)
        .map(Seen::content)
        .collect(Collectors.toList());
  }

  private static Consumer<byte[], byte[]> member(Cluster cluster, String group, String protocol) {
    return cluster.consumer(
        Map.of(
            "group.id",
            group,
            "group.protocol",
            protocol,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed",
            "max.poll.records",
            1));
  }

  private static void join(Consumer<byte[], byte[]> member, TopicPartition partition) {
    member.subscribe(List.of(partition.topic()));
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .until(
            () -> {
              member.poll(Duration.ofMillis(50));
              return !member.assignment().isEmpty();
            });
  }

  /** As an application does: joins, reads so many, commits with a note, leaves. */
  private static List<String> consume(
      Cluster cluster, TopicPartition partition, String group, String protocol, int count) {
    List<Long> offsets = new ArrayList<>();
    try (Consumer<byte[], byte[]> member = member(cluster, group, protocol)) {
      member.subscribe(List.of(partition.topic()));
      long position = 0;
      long until = System.nanoTime() + TwoClusters.PATIENCE.toNanos();
      while (offsets.size() < count && System.nanoTime() - until < 0) {
        for (ConsumerRecord<byte[], byte[]> one : member.poll(Duration.ofMillis(50))) {
          offsets.add(one.offset());
          position = member.position(partition);
        }
      }
      member.commitSync(
          Map.of(partition, new OffsetAndMetadata(position, Optional.of(0), "note of " + group)));
    }
    return records(cluster, partition).stream()
        .filter(one -> offsets.contains(one.offset()))
        .map(Seen::content)
        .toList();
  }

  private static void commit(
      Cluster cluster, String group, TopicPartition partition, long position) {
    cluster.await(
        "committing",
        cluster
            .admin()
            .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(position)))
            .all());
  }

  private static void delete(Cluster cluster, String group) {
    cluster.await("deleting", cluster.admin().deleteConsumerGroups(List.of(group)).all());
  }

  private static Optional<Long> position(Cluster cluster, String group, TopicPartition partition) {
    return committed(cluster, group, partition).map(OffsetAndMetadata::offset);
  }

  private static String metadata(Cluster cluster, String group, TopicPartition partition) {
    OffsetAndMetadata position = committed(cluster, group, partition).orElseThrow();
    // Only the consumer itself wrote one, on its own side.
    assertThat(position.leaderEpoch().orElse(0)).isZero();
    return position.metadata();
  }

  private static Optional<OffsetAndMetadata> committed(
      Cluster cluster, String group, TopicPartition partition) {
    return Optional.ofNullable(
        cluster
            .await(
                "reading",
                cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
            .get(partition));
  }
}
