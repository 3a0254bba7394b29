package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Estate;
import io.strait.ops.ServeProcess;
import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.acl.AclPolicy;
import io.strait.replicator.sync.acl.AclReconciler;
import io.strait.replicator.sync.acl.OwnAcls;
import io.strait.replicator.sync.select.Principals;
import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.sync.state.AppliedLog;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twins of secured clusters; each test has a link, and principals, of its own. */
@Timeout(240)
class TwinIT {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String LINKS =
      """
      links:
        - name: estate
          source: east
          target: west
          topics: [orders, sales.eu]
          twin:
            keep: []
            acls: {include: ['.* User:est-.*']}
            quotas: {users: {include: ['est-.*', '<default>']}}
            users: {include: ['est-.*'], secrets: {est-alice: '${file:alice.password}'}}
        - name: poor
          source: east
          target: west
          topics: [poor]
          twin:
            acls: {include: ['.* User:poor-.*']}
            quotas: {users: {include: ['poor-.*']}, clientIds: {include: ['poor-.*']}, ips: {include: [none]}}
            users: {include: ['poor-.*']}
        - name: storm
          source: east
          target: west
          topics: [storm]
          twin:
            keep: [acls, quotas]
            every: 1s
            acls: {include: ['.* User:storm-.*'], write: applied}
            quotas: {users: {include: ['storm-.*']}, clientIds: {include: ['storm-.*']}, ips: {include: [none]}}
      """;

  @TempDir private static Path folder;
  private static TwoClusters clusters;
  private static Cluster east;
  private static Cluster west;
  private static Estate source;
  private static Estate target;

  @BeforeAll
  static void start() {
    clusters = TwoClusters.start(folder);
    east = TwoClusters.admin(clusters.east());
    west = TwoClusters.admin(clusters.west());
    source = new Estate(east);
    target = new Estate(west);
    clusters.createTopic("storm", 1, List.of());
  }

  @AfterAll
  static void stop() {
    east.close();
    west.close();
    clusters.close();
  }

  @Test
  void shouldMakeKeepAndArmATwinOfAWholeEstate() throws Exception {
    Files.writeString(folder.resolve("alice.password"), "s3cret-of-alice");
    Path config = ConfigFiles.writeWithMetadata(folder, clusters, "admin", LINKS);
    populate();
    interrupted();

    JsonNode applied = json(3, "link", "apply", "estate", "--config", config.toString());

    assertThat(counts(applied, "acls")).as("all but staged").containsOnlyKeys("staged");
    assertThat(counts(applied, "quotas")).isEmpty();
    assertThat(counts(applied, "users")).isEqualTo(Map.of("manual", 1));
    assertThat(target.quotas("est-")).isEqualTo(source.quotas("est-"));
    assertThat(target.user("est-alice")).isEqualTo(source.user("est-alice")).isNotEmpty();
    assertThat(applied.toString()).doesNotContain("s3cret");
    assertThat(target.acls("est-")).noneMatch(TwinIT::letsWrite).hasSizeGreaterThan(500);
    writesNothing();
    hideNothingOfWhatOthersDid(config);
    followTheSource(config);
    arm(config);
  }

  /** Crashes before and after each batch and each note about it; whoever comes next goes on. */
  private static void interrupted() {
    // Before anything; before and after the note of a batch; before what was made is noted.
    for (String crash : List.of("1 after", "2 before", "3 after", "3 before")) {
      try (AppliedLog log = new AppliedLog(west, new LinkName("estate"))) {
        log.refresh();
        try (AclReconciler reconciler = reconciler(new Crashing(log, crash))) {
          TwinPlan plan = reconciler.plan();
          assertThat(plan.differences())
              .as("before crash " + crash)
              .noneMatch(one -> one.handling() == Handling.DRIFT);
          assertThat(plan.toApply()).isNotEmpty();
          assertThatThrownBy(() -> reconciler.apply(plan)).hasMessage("crash " + crash);
        }
      }
    }
    assertThat(target.acls("est-")).hasSizeGreaterThan(500);
  }

  /** With a credential that may change nothing, a second pass finds nothing and fails nowhere. */
  private static void writesNothing() throws Exception {
    Path config = ConfigFiles.writeWithMetadata(folder, clusters, "strait", LINKS);
    JsonNode second =
        json(
            0, "link", "apply", "estate", "--aspect", "acls,quotas", "--config", config.toString());
    assertThat(counts(second, "acls")).containsOnlyKeys("staged");
    assertThat(aspect(second, "acls").get("outcomes")).isEmpty();
    assertThat(aspect(second, "quotas").get("outcomes")).isEmpty();
    assertThat(aspect(second, "quotas").get("compared").asInt()).isGreaterThan(20);
  }

  private static void hideNothingOfWhatOthersDid(Path config) {
    AclBinding ours = Estate.allow("orders", "est-many-1", AclOperation.READ);
    AclBinding foreign = Estate.allow("orders", "est-foreign", AclOperation.READ);
    target.delete(List.of(ours));
    target.create(List.of(foreign));
    target.quota(Map.of("user", "est-0"), "consumer_byte_rate", 1d);

    JsonNode drift = json(3, "link", "apply", "estate", "--config", config.toString());
    assertThat(differences(drift, "acls", "drift"))
        .containsExactlyInAnyOrder(
            "acl Topic:LITERAL:orders User:est-many-1 * READ ALLOW create",
            "acl Topic:LITERAL:orders User:est-foreign * READ ALLOW delete");
    assertThat(differences(drift, "quotas", "drift"))
        .containsExactly("quota user=est-0 consumer_byte_rate change");
    Ran text = Ran.strait("plan", "--link", "estate", "--config", config.toString());
    assertThat(text.code()).isEqualTo(3);
    assertThat(text.out())
        .contains("estate  east -> west  differs", "1 drift: create - somebody removed it")
        .contains("acl Topic:LITERAL:orders User:est-many-1 * READ ALLOW");

    target.create(List.of(ours));
    target.delete(List.of(foreign));
    target.quota(
        Map.of("user", "est-0"),
        "consumer_byte_rate",
        source.quotas("est-").entrySet().stream()
            .filter(one -> one.getKey().entries().equals(Map.of("user", "est-0")))
            .findFirst()
            .orElseThrow()
            .getValue()
            .get("consumer_byte_rate"));
  }

  private static void followTheSource(Path config) {
    List<AclBinding> gone = new ArrayList<>(Estate.everyKind("est-kinds").subList(0, 50));
    source.delete(gone);
    source.create(List.of(Estate.allow("orders", "est-new", AclOperation.READ)));
    source.quota(Map.of("user", "est-1"), "consumer_byte_rate", 777d);
    source.quota(Map.of("user", "est-2"), "consumer_byte_rate", null);
    source.user("est-alice", ScramMechanism.SCRAM_SHA_512, 8_192);

    JsonNode applied = json(3, "link", "apply", "estate", "--config", config.toString());

    assertThat(counts(applied, "acls")).containsOnlyKeys("staged");
    assertThat(target.acls("est-")).doesNotContainAnyElementsOf(gone);
    assertThat(target.quotas("est-")).isEqualTo(source.quotas("est-"));
    assertThat(target.user("est-alice")).contains("iterations=8192");
  }

  private static void arm(Path config) {
    JsonNode armed =
        json(
            0,
            "link",
            "apply",
            "estate",
            "--arm",
            "--aspect",
            "acls",
            "--config",
            config.toString());
    assertThat(counts(armed, "acls")).isEmpty();
    assertThat(target.acls("est-"))
        .isEqualTo(
            source.acls("est-").stream()
                .filter(binding -> !binding.pattern().name().equals("payments"))
                .collect(Collectors.toSet()));
    JsonNode after =
        json(0, "plan", "--link", "estate", "--aspect", "acls", "--config", config.toString());
    assertThat(counts(after, "acls")).isEmpty();
  }

  @Test
  void shouldShowAndCloseTheRestWhenAPermissionIsMissing() throws Exception {
    Files.writeString(folder.resolve("alice.password"), "s3cret-of-alice");
    Path config = ConfigFiles.writeWithMetadata(folder, clusters, "strait-cutover", LINKS);
    source.create(List.of(Estate.allow("poor", "poor-1", AclOperation.READ)));
    source.quota(Map.of("user", "poor-1"), "producer_byte_rate", 5d);

    JsonNode applied =
        json(3, "link", "apply", "poor", "--aspect", "quotas,acls", "--config", config.toString());

    assertThat(counts(applied, "acls")).isEmpty();
    assertThat(target.acls("poor-")).hasSize(1);
    assertThat(aspect(applied, "quotas").get("outcomes").get(0).get("message").asText())
        .contains("needs ALTER_CONFIGS on the cluster", "cluster 'west'");
    Path poorer = ConfigFiles.writeWithMetadata(folder, clusters, "app", LINKS);
    JsonNode refused =
        json(2, "plan", "--link", "poor", "--aspect", "quotas,acls", "--config", poorer.toString());
    assertThat(aspect(refused, "acls").get("error").asText())
        .contains("needs DESCRIBE on the cluster", "clusters.east.metadata");
    assertThat(aspect(refused, "quotas").get("error").asText())
        .contains("needs DESCRIBE_CONFIGS on the cluster");
  }

  @Test
  void shouldKeepTheTwinByOneDaemonAndCompleteWhatAKilledOneBegan() throws Exception {
    Files.writeString(folder.resolve("alice.password"), "s3cret-of-alice");
    Path config = ConfigFiles.writeWithMetadata(folder, clusters, "admin", LINKS);
    source.create(storm(0, 1_200));
    try (ServeProcess killed = ServeProcess.start(config)) {
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> !target.acls("storm-").isEmpty());
      killed.kill();
    }
    source.delete(storm(0, 100));
    source.create(storm(1_200, 1_300));
    source.quota(Map.of("user", "storm-1"), "producer_byte_rate", 5d);
    try (ServeProcess next = ServeProcess.start(config)) {
      await().atMost(SOON).until(() -> target.acls("storm-").equals(source.acls("storm-")));
      await().atMost(SOON).until(() -> target.quotas("storm-").equals(quotasOfStorm()));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                JsonNode kept = kept(next);
                assertThat(kept).hasSize(2);
                kept.forEach(
                    one -> {
                      assertThat(one.get("left")).isEmpty();
                      assertThat(one.has("last_success")).isTrue();
                    });
              });
    }
  }

  private static JsonNode kept(ServeProcess serve) throws Exception {
    for (JsonNode link : MAPPER.readTree(serve.get("/status").body()).get("links")) {
      if (link.get("name").asText().equals("storm")) {
        return link.get("twin");
      }
    }
    throw new AssertionError("no link storm");
  }

  private static Object quotasOfStorm() {
    return source.quotas("storm-");
  }

  private static List<AclBinding> storm(int from, int to) {
    List<AclBinding> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(Estate.allow("storm", "storm-" + i, AclOperation.READ));
    }
    return all;
  }

  private static void populate() {
    List<AclBinding> bindings = new ArrayList<>(Estate.everyKind("est-kinds"));
    for (int i = 0; i < 400; i++) {
      bindings.add(Estate.allow("orders", "est-many-" + i, AclOperation.READ));
    }
    bindings.add(Estate.allow("orders", "est-all", AclOperation.ALL));
    bindings.add(Estate.allow("payments", "est-other", AclOperation.READ));
    bindings.add(Estate.allow("strait.routes", "est-app", AclOperation.READ));
    source.create(bindings);
    source.delete(List.of(Estate.allow("strait.routes", "est-app", AclOperation.READ)));
    for (int i = 0; i < 10; i++) {
      String user = "est-" + i;
      source.quota(Map.of("user", user), "producer_byte_rate", 1_000d + i);
      source.quota(Map.of("user", user), "consumer_byte_rate", 2_000d + i);
      source.quota(Map.of("user", user, "client-id", "c" + i), "request_percentage", 10.5d + i);
    }
    Map<String, String> everybody = new HashMap<>();
    everybody.put("user", null);
    source.quota(everybody, "controller_mutation_rate", 50d);
    source.quota(Map.of("client-id", "batch"), "producer_byte_rate", 9d);
    source.quota(Map.of("ip", "10.0.0.9"), "connection_creation_rate", 3d);
    source.user("est-alice", ScramMechanism.SCRAM_SHA_512, 4_096);
    source.user("est-bob", ScramMechanism.SCRAM_SHA_256, 4_096);
  }

  private static AclReconciler reconciler(LastApplied applied) {
    Link link =
        new Link(
            new LinkName("estate"),
            new ClusterAlias("east"),
            new ClusterAlias("west"),
            List.of(TopicMapping.same("orders"), TopicMapping.same("sales.eu")));
    return new AclReconciler(
        east,
        west,
        link,
        new AclPolicy(
            Principals.same(),
            new Selection(List.of(Pattern.compile(".* User:est-.*")), List.of()),
            AclPolicy.Writes.STAGED),
        Drift.REPORT,
        new OwnAcls(Set.of("User:strait", "User:strait-cutover"), Set.of(), Set.of()),
        false,
        applied,
        Clock.systemUTC());
  }

  private static boolean letsWrite(AclBinding binding) {
    return binding.entry().permissionType() == AclPermissionType.ALLOW
        && binding.pattern().resourceType() == ResourceType.TOPIC
        && Set.of(
                AclOperation.WRITE,
                AclOperation.ALL,
                AclOperation.ALTER,
                AclOperation.CREATE,
                AclOperation.DELETE)
            .contains(binding.entry().operation());
  }

  private static JsonNode json(int code, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.add("--json");
    Ran ran = Ran.strait(line.toArray(String[]::new));
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(code);
    try {
      return MAPPER.readTree(ran.out());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode aspect(JsonNode reports, String name) {
    for (JsonNode aspect : reports.get("links").get(0).get("aspects")) {
      if (aspect.get("aspect").asText().equals(name)) {
        return aspect;
      }
    }
    throw new AssertionError("no aspect " + name + " in " + reports);
  }

  private static Map<String, Integer> counts(JsonNode reports, String name) {
    Map<String, Integer> counts = new HashMap<>();
    aspect(reports, name)
        .get("counts")
        .properties()
        .forEach(one -> counts.put(one.getKey(), one.getValue().asInt()));
    return counts;
  }

  private static List<String> differences(JsonNode reports, String name, String handling) {
    List<String> found = new ArrayList<>();
    for (JsonNode one : aspect(reports, name).get("differences")) {
      if (one.get("handling").asText().equals(handling)) {
        String field = one.has("field") ? " " + one.get("field").asText() : "";
        found.add(one.get("resource").asText() + field + " " + one.get("verb").asText());
      }
    }
    return found;
  }

  /** What was applied, kept by a process that dies at its n-th note, before or after storing it. */
  private static final class Crashing implements LastApplied {
    private final LastApplied real;
    private final String crashAt;
    private int calls;

    Crashing(LastApplied real, String crashAt) {
      this.real = real;
      this.crashAt = crashAt;
    }

    @Override
    public Optional<String> value(Aspect aspect, String resource) {
      return real.value(aspect, resource);
    }

    @Override
    public Map<String, String> values(Aspect aspect) {
      return real.values(aspect);
    }

    @Override
    public void applied(Aspect aspect, Map<String, Optional<String>> values) {
      calls++;
      boolean crash = crashAt.startsWith(calls + " ");
      if (!crash || crashAt.endsWith("after")) {
        real.applied(aspect, values);
      }
      if (crash) {
        throw new IllegalStateException("crash " + crashAt);
      }
    }
  }
}
