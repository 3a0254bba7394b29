package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.cutover.Direction;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.plan.Plan;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.Facts;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole cutovers of a live application on two real secured clusters, with the real engine. */
@Timeout(240)
class CutoverIT {
  private static final int PARTITIONS = 3;
  private static final Clock CLOCK = Clock.systemUTC();
  @TempDir static Path directory;
  private static KafkaCluster east;
  private static KafkaCluster west;

  @BeforeAll
  static void start() {
    CompletableFuture<KafkaCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("west", directory)));
    east = SandboxCluster.start(SandboxSpec.secured("east", directory));
    west = other.join();
    for (KafkaCluster cluster : List.of(east, west)) {
      cluster.grantApplication(List.of("whole", "handed"), List.of("whole-g", "handed-g"));
    }
  }

  @AfterAll
  static void stop() {
    east.close();
    west.close();
  }

  @Test
  void shouldSwitchRollBackSwitchAgainAndCompleteUnderLoad() throws Exception {
    Wave wave = wave("whole");
    createTopic("whole");
    try (Migrations migrations = migrations();
        EngineLinks links = new EngineLinks(specs(Principals.STRAIT))) {
      Plan plan = migrations.plan(wave);
      assertThat(plan.blocked()).as(plan.text()).isFalse();
      try (RunningMigration running = migrations.run(wave, links)) {
        ordered(migrations, wave, CommandKind.START);
        await(running, view -> !view.state().equals("PLANNED"));
        try (LiveApplication application = application("whole")) {
          application.start();
          switched(migrations, wave, running, CommandKind.SWITCH, "READY", "SOAKING", 1);
          moreWritten(application);
          switched(migrations, wave, running, CommandKind.ROLLBACK, "SOAKING", "MIRRORING", 2);
          moreWritten(application);
          switched(migrations, wave, running, CommandKind.SWITCH, "READY", "SOAKING", 3);
          moreWritten(application);
          ordered(migrations, wave, CommandKind.COMPLETE);
          await(running, view -> view.state().equals("COMPLETED"));
          application.finishAndJudge();
        }
        MigrationView view = migrations.status(wave);
        assertThat(view.state()).isEqualTo("COMPLETED");
        assertThat(view.switches())
            .extracting(Facts.Switch::direction)
            .containsExactly(Direction.FORWARD, Direction.BACK, Direction.FORWARD);
        assertThat(view.switches())
            .allSatisfy(one -> assertThat(one.writePauseMillis()).isPositive());
        System.getLogger(CutoverIT.class.getName())
            .log(System.Logger.Level.INFO, "Switches: {0}", view.switches());
        assertThat(migrations.journal(wave)).extracting(JournalEntry::epoch).containsOnly(1L);
      }
    }
  }

  @Test
  void shouldFinishWhenTheRunnerIsReplacedWhileUsersAreHeld() throws Exception {
    Wave wave = wave("handed");
    createTopic("handed");
    try (Migrations migrations = migrations();
        EngineLinks firstLinks = new EngineLinks(specs(Principals.STRAIT));
        EngineLinks secondLinks = new EngineLinks(specs(Principals.STRAIT))) {
      RunningMigration first = migrations.run(wave, firstLinks);
      ordered(migrations, wave, CommandKind.START);
      await(first, view -> !view.state().equals("PLANNED"));
      try (LiveApplication application = application("handed")) {
        application.start();
        await(first, view -> view.state().equals("READY"));
        migrations.send(wave, CommandKind.SWITCH, "test");
        await(first, view -> !view.state().equals("READY"));
        try (RunningMigration second = migrations.run(wave, secondLinks)) {
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> first.condition() == RunningMigration.Condition.SUPERSEDED);
          await(second, view -> view.state().equals("SOAKING"));
          moreWritten(application);
          application.finishAndJudge();
          assertThat(second.view().switches()).hasSize(1);
        }
      } finally {
        first.close();
      }
      assertThat(migrations.journal(wave)).extracting(JournalEntry::epoch).contains(1L, 2L);
    }
  }

  private static void switched(
      Migrations migrations,
      Wave wave,
      RunningMigration running,
      CommandKind kind,
      String from,
      String to,
      int switches) {
    await(running, view -> view.state().equals(from) && view.switches().size() == switches - 1);
    ordered(migrations, wave, kind);
    await(running, view -> view.switches().size() == switches);
    await(
        running,
        view ->
            view.state().equals(to)
                || view.state().equals("READY")
                || view.state().equals("VERIFYING"));
  }

  /** Sends until accepted: a gate may be shut for a moment. */
  private static void ordered(Migrations migrations, Wave wave, CommandKind kind) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              String id = migrations.send(wave, kind, "test");
              CommandAnswer answer =
                  Awaitility.await()
                      .atMost(Duration.ofSeconds(30))
                      .until(() -> migrations.answer(wave, id), Optional::isPresent)
                      .orElseThrow();
              return answer.accepted();
            });
  }

  private static void await(RunningMigration running, Predicate<MigrationView> wanted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .failFast(
            "the runner stopped", () -> running.condition() == RunningMigration.Condition.REFUSED)
        .conditionEvaluationListener(
            now -> {
              if (now.getRemainingTimeInMS() <= 100) {
                System.getLogger(CutoverIT.class.getName())
                    .log(System.Logger.Level.WARNING, "{0}", running.view());
              }
            })
        .until(() -> wanted.test(running.view()));
  }

  private static void moreWritten(LiveApplication application) {
    long now = application.acknowledged();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> application.acknowledged() > now + 500);
  }

  private static Wave wave(String topic) {
    Link link =
        new Link(
            new LinkName(topic + "-link"),
            new ClusterAlias("east"),
            new ClusterAlias("west"),
            List.of(TopicMapping.same(topic)));
    return Wave.of(topic + "-wave", link, List.of(topic + "-g"), List.of("User:app"));
  }

  private static Migrations migrations() {
    return new Migrations(
        specs(Principals.STRAIT_CUTOVER),
        new Identities("User:strait", "User:strait-cutover", List.of("User:admin")),
        CLOCK);
  }

  private static LiveApplication application(String topic) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("strait.wave", topic + "-wave");
    properties.put("strait.clusters", "east,west");
    properties.put("group.id", topic + "-g");
    properties.put("auto.offset.reset", "earliest");
    for (KafkaCluster cluster : List.of(east, west)) {
      String prefix = "strait." + cluster.alias() + ".";
      properties.put(prefix + "bootstrap.servers", cluster.bootstrap());
      cluster
          .clientProperties(Principals.APP)
          .forEach((key, value) -> properties.put(prefix + key, value));
    }
    return new LiveApplication(topic, PARTITIONS, properties);
  }

  private static void createTopic(String topic) throws Exception {
    try (Cluster admin = new Cluster(spec(east, Principals.ADMIN))) {
      ReadyTopics.create(admin.admin(), List.of(new NewTopic(topic, PARTITIONS, (short) 1)));
    }
  }

  private static Map<ClusterAlias, ClusterSpec> specs(String principal) {
    return Map.of(
        new ClusterAlias("east"), spec(east, principal),
        new ClusterAlias("west"), spec(west, principal));
  }

  private static ClusterSpec spec(KafkaCluster cluster, String principal) {
    return new ClusterSpec(
        new ClusterAlias(cluster.alias()),
        cluster.bootstrap(),
        cluster.clientProperties(principal));
  }
}
