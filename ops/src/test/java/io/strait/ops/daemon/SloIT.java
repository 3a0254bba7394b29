package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.migrator.gate.BudgetGate;
import io.strait.migrator.gate.Verdict;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Load;
import io.strait.ops.TwoClusters;
import io.strait.ops.cli.Strait;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.ObjectiveSettings;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.flow.FlowChange;
import io.strait.ops.http.HttpDoor;
import io.strait.ops.view.SloStatus;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.sandbox.Principals;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.TakenAction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live link keeps its promise, breaks it, is helped, and keeps it again; over a restart. All
 * windows are 360 times shorter than configured: an hour is 10 s.
 */
@Timeout(180)
class SloIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final LinkName NAME = new LinkName("mirrored");
  private static final String CALM = "calm";
  private static final String BUSY = "busy";
  private static final long TIMES = 360;
  private static final List<String> RUNBOOKS =
      List.of(
          "slo-freshness.md",
          "slo-proof.md",
          "slo-offsets.md",
          "slo-budget.md",
          "behind.md",
          "gap.md",
          "not-running.md",
          "audit.md",
          "twin.md");

  @TempDir private static Path folder;
  private static TwoClusters clusters;
  private static Path file;

  @BeforeAll
  static void start() throws Exception {
    clusters = TwoClusters.start(folder);
    clusters.createTopic(CALM, 1, List.of());
    clusters.createTopic(BUSY, 1, List.of());
    file = config();
  }

  @AfterAll
  static void stop() {
    clusters.close();
  }

  @Test
  void shouldActOnABurningBudgetUntilItRecoversAndRememberItOverARestart() throws Exception {
    try (Load load = load(CALM)) {
      Optional<TakenAction> before;
      Counts counted;
      try (Serving one = new Serving()) {
        awaitGood(one);
        one.daemon.flows().change(NAME, FlowChange.pausing(Set.of(CALM)), "alice");
        awaitBurning(one);
        liftAndRevoke(one);
        before = taken(one, ActionKind.PAUSE_BULK);
        counted = freshness(one).budget().orElseThrow().counts();
      }
      try (Serving two = new Serving()) {
        await().atMost(SOON).until(() -> is(two, BUSY, PartitionState.PAUSED));
        assertThat(taken(two, ActionKind.PAUSE_BULK).map(TakenAction::since))
            .isEqualTo(before.map(TakenAction::since));
        assertThat(freshness(two).budget().orElseThrow().counts().bad())
            .isGreaterThanOrEqualTo(counted.bad());
        await()
            .atMost(SOON)
            .until(
                () -> freshness(two).budget().orElseThrow().counts().bad() > counted.bad() + 100);

        two.daemon.flows().change(NAME, FlowChange.resuming(Set.of(CALM)), "alice");
        awaitRecovered(two);
      }
      assertThat(load.refused()).isEmpty();
    }
  }

  private static void awaitGood(Serving serving) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(state(serving, "strait.heartbeats.mirrored"))
                  .contains(PartitionState.RUNNING);
              assertThat(freshness(serving).level()).isEqualTo(Evaluation.Level.FINE);
              assertThat(freshness(serving).budget().orElseThrow().counts().good())
                  .isGreaterThan(1_000);
              assertThat(status(serving).counted().getOrDefault(Sli.COMPLETENESS, Counts.NONE))
                  .as("sealed and proved")
                  .matches(counts -> counts.good() > 100 && counts.bad() == 0);
            });
    assertThat(status(serving).problems()).isEmpty();
    assertThat(status(serving).actions()).isEmpty();
    assertThat(gate(serving)).isInstanceOf(Verdict.Passed.class);
  }

  private static void awaitBurning(Serving serving) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(freshness(serving).level()).isEqualTo(Evaluation.Level.PAGE);
              assertThat(state(serving, BUSY)).contains(PartitionState.PAUSED);
            });
    assertThat(gate(serving)).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(gate(serving).text())
        .contains("waves are refused since", "freshness burns its budget", "strait slo grant");
    assertThat(serving.strait(0, "slo"))
        .contains("! pause-bulk since")
        .contains("freshness burns its budget")
        .contains("topics of class bulk rest: [busy]")
        .contains("'strait slo grant --link mirrored --action pause-bulk --for 2h --reason ...'");
    assertThat(serving.strait(3, "slo", "--fail-on-page", "--link", "mirrored")).isNotBlank();
    assertThat(serving.strait(0, "link", "status")).contains("! pause-bulk since");
    assertThat(serving.daemon.flows().flow(NAME).orElseThrow().settings().pausedTopics())
        .as("what the operator has paused")
        .containsExactly(CALM);
  }

  private static void liftAndRevoke(Serving serving) {
    String granted =
        serving.strait(
            0,
            "slo",
            "grant",
            "--link",
            "mirrored",
            "--action",
            "pause-bulk",
            "--for",
            "1h",
            "--reason",
            "the report is due");
    assertThat(granted).contains("pause-bulk lifted until", "by alice: the report is due");
    await().atMost(SOON).until(() -> is(serving, BUSY, PartitionState.RUNNING));
    assertThat(serving.strait(0, "slo"))
        .contains("! pause-bulk lifted by a grant", granted.strip());
    assertThat(gate(serving).passed()).as("another action").isFalse();
    assertThat(
            serving.strait(
                2,
                "slo",
                "grant",
                "--link",
                "mirrored",
                "--action",
                "pause-bulk",
                "--for",
                "30d",
                "--reason",
                "for ever"))
        .contains("at most 7d");

    serving.strait(0, "slo", "revoke", "--link", "mirrored", "--grant", granted.split(":")[0]);
    await().atMost(SOON).until(() -> is(serving, BUSY, PartitionState.PAUSED));
  }

  private static void awaitRecovered(Serving serving) throws Exception {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(status(serving).actions()).isEmpty();
              assertThat(state(serving, BUSY)).contains(PartitionState.RUNNING);
              assertThat(gate(serving).passed()).isTrue();
            });
    String metrics = serving.get("/metrics");
    for (String result : List.of("good", "bad")) {
      assertThat(metrics)
          .contains(
              "strait_slo_events_total{link=\"mirrored\",objective=\"freshness\",result=\""
                  + result
                  + "\"}");
    }
    assertThat(metrics).contains("strait_slo_budget_left_ratio{link=\"mirrored\"");
    for (String runbook : RUNBOOKS) {
      serving.strait(
          0,
          "runbook",
          "run",
          Path.of("..", "runbooks", runbook).toString(),
          "--var",
          "link=mirrored",
          "--var",
          "url=" + serving.url());
    }
  }

  /** A daemon and its door in this process. */
  private static final class Serving implements AutoCloseable {
    private final Daemon daemon;
    private final HttpDoor door;

    Serving() {
      StraitConfig config = ConfigLoader.load(file, Map.of());
      ObjectiveSettings asked = config.objectives();
      Map<LinkName, Objectives> faster =
          asked.links().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().faster(TIMES)));
      daemon =
          new Daemon(
              config.with(new ObjectiveSettings(faster, asked.heartbeats(), asked.runbookBase())),
              EngineOptions.defaults(),
              Clock.systemUTC());
      door = HttpDoor.open(config.serve(), daemon::status, daemon.flows(), daemon.promises());
      daemon.start();
    }

    String url() {
      return "http://127.0.0.1:" + door.port();
    }

    String get(String path) throws Exception {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** What a command says; fails when it ends with another code. */
    String strait(int code, String... words) {
      List<String> line = new ArrayList<>(List.of(words));
      if (words[0].equals("runbook")) {
        line.addAll(List.of("--var", "config=" + file));
      } else {
        line.addAll(List.of("--config", file.toString(), "--url", url()));
      }
      StringWriter out = new StringWriter();
      PrintWriter both = new PrintWriter(out, true);
      assertThat(Strait.run(both, both, line.toArray(String[]::new)))
          .as(out.toString())
          .isEqualTo(code);
      return out.toString();
    }

    @Override
    public void close() {
      door.close();
      daemon.close();
    }
  }

  private static SloStatus status(Serving serving) {
    return serving.daemon.promises().status(NAME).orElseThrow();
  }

  private static Evaluation freshness(Serving serving) {
    return status(serving).evaluations().stream()
        .filter(one -> one.objective().sli() == Sli.FRESHNESS)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<TakenAction> taken(Serving serving, ActionKind kind) {
    return status(serving).actions().stream()
        .map(SloStatus.Action::taken)
        .filter(one -> one.kind() == kind)
        .findFirst();
  }

  private static Verdict gate(Serving serving) {
    Link link = ConfigLoader.load(file, Map.of()).link(NAME).orElseThrow();
    return ((BudgetGate) serving.daemon.promises()).ask(link);
  }

  private static boolean is(Serving serving, String topic, PartitionState state) {
    return state(serving, topic).filter(state::equals).isPresent();
  }

  private static Optional<PartitionState> state(Serving serving, String topic) {
    return serving.daemon.status().links().stream()
        .flatMap(link -> link.partitions().stream())
        .filter(one -> one.source().topic().equals(topic))
        .map(PartitionProgress::state)
        .findFirst();
  }

  private static Load load(String topic) {
    try (Cluster app = new Cluster(TwoClusters.spec(clusters.east(), Principals.APP))) {
      return new Load(app.producer(Map.of()), topic, 1);
    }
  }

  private static Path config() throws Exception {
    Path token = Files.writeString(folder.resolve("alice.token"), "operator-of-the-test-0123");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    String rest =
        """
        links:
          - {name: mirrored, source: east, target: west, topics: [calm, busy], flow: {classes: {bulk: [busy]}}}
        audit: {every: 1s, grace: 2s}
        objectives:
          freshness: {target: 99.9, within: 1s}
          floor: {events: 20, errors: 20}
          heartbeats: 1s
          actions:
            refuse-waves: {page: true}
            pause-bulk: {page: true}
            slow-verifier: {page: true}
        """;
    Path written = ConfigFiles.write(folder, clusters, rest);
    return Files.writeString(
        written,
        Files.readString(written)
            .replace(
                "serve: {port: 0}",
                "serve: {port: 0, tokens: [{role: operator, name: alice, token: '${file:"
                    + token
                    + "}'}]}"));
  }
}
