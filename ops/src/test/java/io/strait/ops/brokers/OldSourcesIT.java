package io.strait.ops.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Estate;
import io.strait.ops.Load;
import io.strait.ops.ServeProcess;
import io.strait.ops.TopicContent;
import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.KafkaRelease;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One daemon between three old clusters and a new one, in both directions. */
@Timeout(300)
class OldSourcesIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static final Map<KafkaRelease, ChildCluster> OLD = new EnumMap<>(KafkaRelease.class);
  private static KafkaCluster west;
  private static String config;
  private static ServeProcess serve;

  @BeforeAll
  static void start() throws Exception {
    Map<KafkaRelease, CompletableFuture<ChildCluster>> starting = new EnumMap<>(KafkaRelease.class);
    for (KafkaRelease release : KafkaRelease.values()) {
      starting.put(release, CompletableFuture.supplyAsync(() -> filled(release)));
    }
    west = SandboxCluster.start(SandboxSpec.secured("west", folder));
    west.grantMarkers();
    west.grantApplication(List.of("old-2-8-2.moved"), List.of("old-2-8-2.movers"));
    starting.forEach((release, one) -> OLD.put(release, one.join()));
    OldLoad.fillBack(west, OLD.values());
    List<KafkaCluster> all = new ArrayList<>(OLD.values());
    all.add(west);
    config = ConfigFiles.write(folder, all, links()).toString();
    serve = ServeProcess.start(Path.of(config));
  }

  private static ChildCluster filled(KafkaRelease release) {
    ChildCluster old =
        ChildCluster.start(
            SandboxSpec.secured("old-" + release.version().replace('.', '-'), folder)
                .withSetting("broker.session.timeout.ms", "3000")
                .withSetting("broker.heartbeat.interval.ms", "500"),
            release);
    old.grantMarkers();
    old.grantApplication(List.of(OldLoad.topic(old, "moved")), List.of(old.alias() + ".movers"));
    OldLoad.fill(old, release);
    return old;
  }

  private static String links() {
    StringBuilder text = new StringBuilder("links:\n");
    OLD.forEach(
        (release, old) -> {
          String alias = old.alias();
          text.append(link(alias, alias, "west", OldLoad.topics(old, release)));
          text.append(link(alias + "-back", "west", alias, List.of(alias + ".back")));
        });
    text.append(link("moved", "old-2-8-2", "west", List.of("old-2-8-2.moved")));
    return text
        + """
        waves:
          - name: first
            link: moved
            topics: [old-2-8-2.moved]
            groups: [old-2-8-2.movers]
            principals: ['User:app']
        identities: {superUsers: ['User:admin']}
        """;
  }

  private static String link(String name, String from, String to, List<String> topics) {
    return "  - {name: %s, source: %s, target: %s, topics: %s}\n".formatted(name, from, to, topics);
  }

  @AfterAll
  static void stop() {
    serve.close();
    west.close();
    OLD.values().forEach(ChildCluster::close);
  }

  @ParameterizedTest
  @EnumSource
  void shouldCopyEveryAclAndQuotaThatTheOldBrokersKnow(KafkaRelease release) throws Exception {
    ChildCluster old = OLD.get(release);
    String user = "kinds-" + release.version();
    String links =
        ("links: [{name: l, source: SOURCE, target: west, topics: [orders], patterns: ['sales.*'],"
                + " twin: {acls: {include: ['.* User:USER .*']}, users: {include: [USER]},"
                + " quotas: {users: {include: [USER]}}}}]\n")
            .replace("SOURCE", old.alias())
            .replace("USER", user);
    String file =
        ConfigFiles.writeWithMetadata(folder, List.of(old, west), "admin", links).toString();
    try (Cluster from = TwoClusters.admin(old);
        Cluster to = TwoClusters.admin(west)) {
      Estate source = new Estate(from);
      source.createKnown(Estate.everyKind(user));
      source.quota(Map.of("user", user), "producer_byte_rate", 5d);
      source.quota(Map.of("user", user, "client-id", "x y%"), "request_percentage", 5d);

      Ran applied =
          Ran.strait(
              "link", "apply", "l", "--arm", "--aspect", "acls,quotas,users", "--config", file);

      assertThat(applied.code()).as(applied.text()).isZero();
      assertThat(applied.text().contains("do not tell their SCRAM users"))
          .isEqualTo(release == KafkaRelease.V3_3_2);
      assertThat(source.acls(user)).hasSizeGreaterThan(150);
      assertThat(new Estate(to).acls(user)).isEqualTo(source.acls(user));
      assertThat(new Estate(to).quotas(user)).isEqualTo(source.quotas(user)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCopyEveryKindOfRecordAtItsOffset(KafkaRelease release) {
    String link = OLD.get(release).alias();
    int kinds = OldLoad.topics(OLD.get(release), release).size();

    awaitEqual(link);

    JsonNode seen = link(link);
    assertThat(seen.get("states").get("RUNNING").asInt()).isEqualTo(kinds * OldLoad.PARTITIONS);
    assertThat(seen.get("modes").has("MAPPED")).as(seen.toPrettyString()).isFalse();
    assertThat(seen.toString().contains("OLD_FORMAT")).isEqualTo(release == KafkaRelease.V2_8_2);
  }

  @ParameterizedTest
  @EnumSource
  void shouldCopyBackWhenTheOldClusterIsTheTarget(KafkaRelease release) {
    String link = OLD.get(release).alias() + "-back";

    awaitEqual(link);

    assertThat(link(link).get("modes").has("MAPPED")).isFalse();
  }

  /** All at once, because each waits for its former session to end. */
  @Test
  void shouldGoOnExactlyWhenTheOldBrokerIsKilledInTheMiddle() {
    CompletableFuture.allOf(
            OLD.values().stream()
                .map(old -> CompletableFuture.runAsync(() -> killAndGoOn(old)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static void killAndGoOn(ChildCluster old) {
    String topic = OldLoad.topic(old, "live");
    try (Cluster admin = TwoClusters.admin(old);
        Load load =
            new Load(
                admin.producer(Map.of("delivery.timeout.ms", 60_000, "max.block.ms", 60_000)),
                topic,
                OldLoad.PARTITIONS)) {
      load.awaitMore(300);
      old.killBroker(1);
      old.startBroker(1);
      load.awaitMore(300);
      load.stop();
      awaitEqual(old.alias());
      load.assertKeptOnce(TopicContent.of(west, topic, OldLoad.PARTITIONS));
      assertThat(load.refused()).isEmpty();
    }
  }

  @Test
  void shouldMoveAWaveFromABrokerThatHasNoListOfTransactions() throws Exception {
    Ran plan = strait("migrate", "plan", "--wave", "first");
    assertThat(plan.text()).contains("TRANSACTIONS_NOT_LISTED").doesNotContain("BLOCKING");

    Ran moved =
        Ran.strait(
            "runbook",
            "run",
            Path.of("..", "runbooks", "cutover.md").toString(),
            "--var",
            "config=" + config,
            "--var",
            "wave=first",
            "--var",
            "link=moved");

    assertThat(moved.text()).contains("every command ended as it should");
    try (Cluster admin = TwoClusters.admin(west)) {
      assertThat(
              admin
                  .admin()
                  .listConsumerGroupOffsets("old-2-8-2.movers")
                  .partitionsToOffsetAndMetadata()
                  .get())
          .containsEntry(
              new TopicPartition("old-2-8-2.moved", 0), new OffsetAndMetadata(OldLoad.COMMITTED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepGroupsOfABrokerThatTellsNoTypes(KafkaRelease release) throws Exception {
    ChildCluster old = OLD.get(release);
    awaitEqual(old.alias());
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    try (Cluster admin = TwoClusters.admin(old);
        Cluster there = TwoClusters.admin(west)) {
      for (String kind : List.of("plain", "txn", "trimmed")) {
        TopicPartition partition = new TopicPartition(OldLoad.topic(old, kind), 1);
        OffsetSpec spec = kind.equals("txn") ? OffsetSpec.latest() : OffsetSpec.earliest();
        long offset =
            admin
                .admin()
                .listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get()
                .offset();
        positions.put(partition, new OffsetAndMetadata(offset, kind));
      }
      String group = old.alias() + ".readers";
      admin.admin().alterConsumerGroupOffsets(group, positions).all().get();

      Ran applied = strait("link", "apply", old.alias(), "--aspect", "groups");
      Ran shown = strait("groups", "--link", old.alias(), "--group", group);

      assertThat(shown.code()).as(applied.text() + shown.text()).isZero();
      assertThat(
              there.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get())
          .isEqualTo(positions);
    }
  }

  @Test
  void shouldSayWhatOldReleasesLackBeforeAnythingRelies() {
    assertThat(strait("config", "check").text())
        .contains(
            "hint: clusters.old-2-8-2: is fetched from by topic name",
            "hint: clusters.old-2-8-2: has no list of open transactions",
            "hint: clusters.old-3-9-1: knows classic consumer groups only")
        .doesNotContain("clusters.west", "old-3-3-2: has no list", "error:");
    OLD.forEach(
        (release, old) -> {
          awaitEqual(old.alias());
          String plan = strait("plan", "--link", old.alias(), "--aspect", "topics").text();
          assertThat(plan.contains("is fetched from by topic name"))
              .as(plan)
              .isEqualTo(release == KafkaRelease.V2_8_2);
          assertThat(plan).contains(" compared, equal");
        });
  }

  private static void awaitEqual(String link) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Ran verify = strait("verify", "--grace", "0", "--link", link);
              assertThat(verify.text()).contains("Verdict     PASSED", " 0 not yet on the target");
              assertThat(verify.text())
                  .contains("offset shifts 0")
                  .doesNotContain("Judged      0 ");
            });
  }

  private static JsonNode link(String name) {
    try {
      for (JsonNode link : new JsonMapper().readTree(serve.get("/status").body()).get("links")) {
        if (link.get("name").asText().equals(name)) {
          return link;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("no link " + name);
  }

  /** With the configuration behind it. */
  private static Ran strait(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", config));
    return Ran.strait(all.toArray(String[]::new));
  }
}
