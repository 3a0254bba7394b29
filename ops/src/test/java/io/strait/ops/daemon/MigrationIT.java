package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.client.SwitchingConfig;
import io.strait.client.SwitchingProducer;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.Migrations;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Load;
import io.strait.ops.ServeProcess;
import io.strait.ops.TopicContent;
import io.strait.ops.TwoClusters;
import io.strait.ops.cli.Strait;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole migrations under load through the doors that operators use. */
@Timeout(240)
class MigrationIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PARTITIONS = 3;

  @TempDir private static Path folder;
  private static TwoClusters clusters;

  @BeforeAll
  static void start() {
    clusters = TwoClusters.start(folder);
  }

  @AfterAll
  static void stop() {
    clusters.close();
  }

  @Test
  void shouldFinishWhenTheDaemonIsKilledInTheMiddle() throws Exception {
    Path config = config("killed");
    try (Migrations desk = desk(config);
        Run run = new Run(config, desk)) {
      run.orderAndKill(CommandKind.START, "MIRRORING");
      run.awaitState("READY");
      Load load = load("killed");
      try (load) {
        load.awaitMore(300);
        run.orderAndKill(CommandKind.SWITCH, "FENCING");
        run.awaitState("SOAKING");
        load.awaitMore(300);
        run.orderAndKill(CommandKind.ROLLBACK, "REVERSING.DRAINED");
        run.awaitState("READY");
        load.awaitMore(300);
        run.orderAndKill(CommandKind.SWITCH, "SWITCHING");
        run.awaitState("SOAKING");
        load.awaitMore(300);
      }
      assertWhole("killed", load);
      WaveCertificate certificate = WaveCertificate.issue(folder, clusters, config, "killed");
      certificate.assertTrueTo(desk.journal(run.wave));
      certificate.assertHolds();
      desk.send(run.wave, CommandKind.COMPLETE, "test");
      run.awaitState("COMPLETED");
      certificate.assertHolds();
      certificate.assertFindsWhatHappensLater();
    }
  }

  @Test
  void shouldDoAsTheRunbooksSayThoughOneOfTwoDaemonsDies() throws Exception {
    Path config = heldBack("booked");
    try (ServeProcess one = ServeProcess.start(config);
        ServeProcess two = ServeProcess.start(config)) {
      runbook(config, "booked", "cutover.md");
      Load load = load("booked");
      try (load) {
        load.awaitMore(300);
        assertThat(owns(one)).isNotEqualTo(owns(two));
        ServeProcess standby = owns(one) ? two : one;
        runbook(config, "booked", "rollback.md");
        load.awaitMore(300);
        (owns(one) ? one : two).kill();
        await()
            .atMost(SOON)
            .until(() -> wave(standby).path("migration").path("state").asText().equals("READY"));
        runbook(config, "booked", "cutover.md");
        assertThat(owns(standby)).isTrue();
        load.awaitMore(300);
      }
      assertWhole("booked", load);
      runbook(config, "booked", "complete.md");
    }
  }

  /** A daemon that is killed and started again. */
  private static final class Run implements AutoCloseable {
    private final Path config;
    private final Migrations desk;
    private final Wave wave;
    private ServeProcess serve;

    Run(Path config, Migrations desk) throws Exception {
      this.config = config;
      this.desk = desk;
      this.wave = ConfigLoader.load(config, Map.of()).waves().get(0);
      this.serve = ServeProcess.start(config);
    }

    void orderAndKill(CommandKind kind, String state) throws Exception {
      Set<String> before = Set.of(desk.send(wave, kind, "test"));
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(10))
          .untilAsserted(() -> assertThat(reached(before, state)).as(serve.log()).isTrue());
      serve.kill();
      serve = ServeProcess.start(config);
    }

    /** By the word of the present daemon: the journal alone may tell what expires at its start. */
    void awaitState(String state) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(wave(serve).path("migration").path("state").asText())
                      .as(serve.log())
                      .isEqualTo(state));
    }

    @Override
    public void close() {
      serve.close();
    }

    /** Whether the state was entered since the command was answered. */
    private boolean reached(Set<String> ids, String state) {
      return desk.journal(wave).stream()
          .dropWhile(
              entry ->
                  entry.kind() != EntryKind.COMMAND
                      || !ids.contains(entry.data().path("id").asText()))
          .anyMatch(entry -> entry.kind() == EntryKind.STATE && entry.state().equals(state));
    }
  }

  private static boolean owns(ServeProcess serve) throws IOException {
    return wave(serve).get("owner").asBoolean();
  }

  private static JsonNode wave(ServeProcess serve) throws IOException {
    return new JsonMapper().readTree(serve.get("/status").body()).get("waves").get(0);
  }

  private static void runbook(Path config, String topic, String name) {
    StringWriter text = new StringWriter();
    int code =
        Strait.run(
            new PrintWriter(text, true),
            new PrintWriter(text, true),
            "runbook",
            "run",
            Path.of("..", "runbooks", name).toString(),
            "--var",
            "config=" + config,
            "--var",
            "wave=" + topic,
            "--var",
            "link=" + topic + "-moved");
    assertThat(code).as(text.toString()).isZero();
  }

  private static Path config(String topic) throws Exception {
    clusters.createTopic(topic, PARTITIONS, List.of("readers"));
    return config(topic, "");
  }

  /** The applications' permissions on the target are left to the link, and to the switch. */
  private static Path heldBack(String topic) throws Exception {
    try (Cluster east = TwoClusters.admin(clusters.east())) {
      NewTopic wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty());
      ReadyTopics.create(east.admin(), List.of(wanted));
    }
    clusters.east().grantApplication(List.of(topic), List.of("readers"));
    clusters.west().grantApplication(List.of(), List.of());
    return config(
        topic,
        ", twin: {keep: [acls], every: 1s, acls: {include: ['.*:"
            + topic
            + " User:app .*', '.*:readers User:app .*']}}");
  }

  private static Path config(String topic, String more) throws Exception {
    return ConfigFiles.write(
        folder,
        clusters,
        """
        links: [{name: T-moved, source: east, target: west, topics: [T] MORE}]
        waves:
          - {name: T, link: T-moved, topics: [T], groups: [readers], principals: ['User:app']}
        identities: {superUsers: ['User:admin']}
        """
            .replace("T", topic)
            .replace("MORE", more));
  }

  private static Migrations desk(Path file) {
    StraitConfig config = ConfigLoader.load(file, Map.of());
    return Access.migrations(config, Clock.systemUTC());
  }

  private static Load load(String topic) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put(SwitchingConfig.WAVE, topic);
    properties.put(SwitchingConfig.CLUSTERS, "east,west");
    properties.put(SwitchingConfig.INSTANCE, "load-" + topic);
    properties.put("delivery.timeout.ms", 60_000);
    properties.put("max.block.ms", 60_000);
    for (KafkaCluster cluster : List.of(clusters.east(), clusters.west())) {
      String prefix = "strait." + cluster.alias() + ".";
      properties.put(prefix + "bootstrap.servers", cluster.bootstrap());
      cluster
          .clientProperties(Principals.APP)
          .forEach((key, value) -> properties.put(prefix + key, value));
    }
    return new Load(
        new SwitchingProducer<>(
            SwitchingConfig.of(properties), new ByteArraySerializer(), new ByteArraySerializer()),
        topic,
        PARTITIONS);
  }

  /** Equal on both sides, and everything promised is there exactly once. */
  private static void assertWhole(String topic, Load load) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(TopicContent.of(clusters.east(), topic, PARTITIONS))
                    .isEqualTo(TopicContent.of(clusters.west(), topic, PARTITIONS)));
    load.assertKeptOnce(TopicContent.of(clusters.west(), topic, PARTITIONS));
    assertThat(load.refused()).isEmpty();
  }
}
