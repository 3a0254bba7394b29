package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Load;
import io.strait.ops.ServeProcess;
import io.strait.ops.TopicContent;
import io.strait.ops.TwoClusters;
import io.strait.ops.cli.Strait;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.Principals;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Operators steer links that run: through any daemon, at once, and over restarts. */
@Timeout(300)
class SteeringIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String CALM = "calm";
  private static final String BUSY = "busy";

  @TempDir private static Path folder;
  private static TwoClusters clusters;

  @BeforeAll
  static void start() {
    clusters = TwoClusters.start(folder);
    clusters.createTopic(CALM, 1, List.of());
    clusters.createTopic(BUSY, 1, List.of());
  }

  @AfterAll
  static void stop() {
    clusters.close();
  }

  @Test
  void shouldHoldWhatAnOperatorDecidesInEveryDaemonAndOverARestart() throws Exception {
    Path config = config();
    try (Load calm = load(CALM);
        Load busy = load(BUSY)) {
      try (ServeProcess one = ServeProcess.start(config);
          ServeProcess two = ServeProcess.start(config)) {
        await().atMost(SOON).until(() -> isOwner(one) != isOwner(two));
        ServeProcess owner = isOwner(one) ? one : two;
        ServeProcess standby = isOwner(one) ? two : one;
        awaitState(owner, BUSY, "RUNNING");

        refuseWhoeverHasNoToken(config, owner);
        strait(0, config, standby, "pause", "mirrored", "--topic", BUSY);
        strait(0, config, standby, "flow", "mirrored", "--rate", "50MiB/s");

        awaitState(owner, BUSY, "PAUSED");
        await().atMost(SOON).until(() -> flow(owner).get("rate").asText().equals("50MiB/s"));
        busy.awaitMore(100);
        calm.awaitMore(100);
        one.kill();
        two.kill();
      }
      long copied = copied(BUSY);
      try (ServeProcess again = ServeProcess.start(config)) {
        await().atMost(SOON).until(() -> isOwner(again) && partition(again, CALM) != null);
        long before = copied(CALM);
        await().atMost(SOON).until(() -> copied(CALM) > before + 200);
        awaitState(again, BUSY, "PAUSED");
        assertThat(copied(BUSY)).as("copied while paused, over a restart").isEqualTo(copied);
        assertThat(flow(again).get("paused_from").asText()).isEqualTo("operator");
        assertThat(flow(again).get("changed_by").asText()).isEqualTo("alice");
        assertThat(strait(0, config, again, "status"))
            .contains("rate 50MiB/s (operator)", "paused busy (operator)");

        strait(0, config, again, "resume", "mirrored", "--all");
        strait(0, config, again, "flow", "mirrored", "--reset");
        assertThat(flow(again).get("rate_from").asText()).isEqualTo("config");
        calm.stop();
        busy.stop();
        awaitEqual(CALM, calm);
        awaitEqual(BUSY, busy);
        assertThat(link(again).get("dead_letters").asLong()).isZero();
        runRunbook("halted.md", config);
        runRunbook("dead-letters.md", config);
        runRunbook("missed-tombstones.md", config);
        assertThat(again.log())
            .contains("Operator changed the flow")
            .contains("by=\"alice\"")
            .doesNotContain("operator-of-the-test");
      }
    }
  }

  private static void refuseWhoeverHasNoToken(Path config, ServeProcess serve) throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.token"), "nobody-knows-this-one");
    assertThat(
            strait(
                2, config, serve, "pause", "mirrored", "--all", "--token-file", wrong.toString()))
        .contains("refuses (401): this token is not known");
    assertThat(strait(2, config, serve, "pause", "mirrored", "--topic", "other"))
        .contains("refuses (400)", "does not mirror [other]");
    assertThat(flow(serve).get("paused_from").asText()).isEqualTo("config");
  }

  /** What a command line says; fails when it ends with another code. */
  private static String strait(int code, Path config, ServeProcess serve, String... words) {
    List<String> line = new ArrayList<>(List.of("link"));
    line.addAll(List.of(words));
    line.addAll(List.of("--config", config.toString(), "--url", serve.url()));
    StringWriter out = new StringWriter();
    PrintWriter both = new PrintWriter(out, true);
    assertThat(Strait.run(both, both, line.toArray(String[]::new)))
        .as(out.toString())
        .isEqualTo(code);
    return out.toString();
  }

  /** A runbook for what is amiss ends well where nothing is. */
  private static void runRunbook(String name, Path config) {
    StringWriter out = new StringWriter();
    PrintWriter both = new PrintWriter(out, true);
    int code =
        Strait.run(
            both,
            both,
            "runbook",
            "run",
            Path.of("..", "runbooks", name).toString(),
            "--var",
            "config=" + config,
            "--var",
            "link=mirrored");
    assertThat(code).as(out.toString()).isZero();
  }

  private static Path config() throws Exception {
    Path token = Files.writeString(folder.resolve("alice.token"), "operator-of-the-test-0123");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Path config =
        ConfigFiles.write(
            folder,
            clusters,
            "links: [{name: mirrored, source: east, target: west, topics: [calm, busy]}]\n");
    String text = Files.readString(config);
    return Files.writeString(
        config,
        text.replace(
            "serve: {port: 0}",
            "serve: {port: 0, tokens: [{role: operator, name: alice, token: '${file:"
                + token
                + "}'}]}"));
  }

  private static Load load(String topic) {
    try (Cluster app = new Cluster(TwoClusters.spec(clusters.east(), Principals.APP))) {
      return new Load(app.producer(Map.of()), topic, 1);
    }
  }

  private static void awaitState(ServeProcess serve, String topic, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode partition = partition(serve, topic);
              assertThat(partition).as(serve.log()).isNotNull();
              assertThat(partition.get("state").asText()).as(serve.log()).isEqualTo(state);
            });
  }

  private static boolean isOwner(ServeProcess serve) throws Exception {
    return link(serve).get("owner").asBoolean();
  }

  private static JsonNode flow(ServeProcess serve) throws Exception {
    return link(serve).get("flow");
  }

  private static JsonNode partition(ServeProcess serve, String topic) throws Exception {
    for (JsonNode partition : link(serve).get("partitions")) {
      if (partition.get("topic").asText().equals(topic)) {
        return partition;
      }
    }
    return null;
  }

  private static JsonNode link(ServeProcess serve) throws Exception {
    return new JsonMapper().readTree(serve.get("/links/mirrored").body());
  }

  /** Records of the mirror topic. */
  private static long copied(String topic) {
    return TopicContent.of(clusters.west(), topic, 1).get(0).size();
  }

  private static void awaitEqual(String topic, Load load) {
    List<List<String>> east = TopicContent.of(clusters.east(), topic, 1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(TopicContent.of(clusters.west(), topic, 1)).isEqualTo(east));
    load.assertKeptOnce(east);
  }
}
