package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Estate;
import io.strait.ops.ServeProcess;
import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A twin that a daemon made, then hands on both sides, then the judge. */
@Timeout(240)
class VerifyBesidesIT {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  private static final int RECORDS = 600;

  /** More of them only where their number is the question. */
  private static final int GROUPS = Integer.getInteger("verify.groups", 30);

  private static final String LINKS =
      """
      links:
        - name: east-west
          source: east
          target: west
          topics: [orders, sales]
          twin:
            keep: [topics, acls, quotas, groups]
            every: 1s
            acls: {include: ['.* User:vf-.*']}
            quotas: {users: {include: ['vf-.*']}, clientIds: {include: [none]}, ips: {include: [none]}}
            groups: {include: ['g-.*'], every: 1s}
      """;

  @TempDir private static Path folder;
  private static TwoClusters clusters;
  private static Cluster east;
  private static Cluster west;
  private static Path config;

  @BeforeAll
  static void start() throws Exception {
    clusters = TwoClusters.start(folder);
    east = TwoClusters.admin(clusters.east());
    west = TwoClusters.admin(clusters.west());
    clusters.createTopic("orders", 1, List.of());
    clusters.createTopic("sales", 1, List.of());
    config = ConfigFiles.writeWithMetadata(folder, clusters, "admin", LINKS);
  }

  @AfterAll
  static void stop() {
    east.close();
    west.close();
    clusters.close();
  }

  @Test
  void shouldFindWhatHandsDidToATwinAndNameWhoMoved() throws Exception {
    populate();
    keepUntilATwin();

    JsonNode twin = verify(0, "--with", "groups,metadata");
    assertThat(twin.get("records_verdict").asText()).isEqualTo("passed");
    assertThat(twin.get("records").asLong()).isEqualTo(RECORDS);
    assertThat(aspect(twin, "groups").get("compared").asInt()).isGreaterThanOrEqualTo(GROUPS + 7);
    assertThat(aspect(twin, "acls").get("explained").asInt()).as("staged").isEqualTo(1);

    groupsByHand();
    metadataByHand();
    try (Consumer<byte[], byte[]> living = livesOnTheTarget()) {
      JsonNode judged = verify(3, "--only", "groups,metadata");
      assertThat(open(judged, "groups"))
          .containsExactlyInAnyOrder(
              "GROUP_SKIP group g-skip orders-0 target",
              "GROUP_REWIND group g-rewind orders-0 target",
              "GROUP_MISSING group g-missing  target",
              "GROUP_SKIP group g-epoch orders-0 leader epoch target");
      assertThat(evidence(judged, "g-skip")).contains("1 record;", "offset 300");
      assertThat(evidence(judged, "g-rewind")).contains("100 records again", "offset 200");
      assertThat(explained(judged, "groups")).contains("group g-alive", "group other");
      assertThat(open(judged, "topics"))
          .containsExactlyInAnyOrder(
              "CONFIG_DRIFT topic orders retention.ms target",
              "CONFIG_DRIFT topic sales max.message.bytes source");
      assertThat(open(judged, "acls"))
          .containsExactlyInAnyOrder(
              "ACL_DRIFT acl topic:literal:orders User:vf-gone * READ ALLOW  target",
              "ACL_DRIFT acl topic:literal:orders User:vf-new * READ ALLOW  source");
      assertThat(open(judged, "quotas"))
          .containsExactly("QUOTA_DRIFT quota user=vf-app producer_byte_rate target");
      assertThat(living.assignment()).isNotEmpty();
    }
    agreesWithThePlan();
  }

  /** What keeps the twin shares no table with the judge: where they disagree, one is wrong. */
  private static void agreesWithThePlan() throws Exception {
    JsonNode judged = verify(3, "--only", "topics,acls,quotas");
    Ran plan =
        Ran.strait(
            "plan",
            "--link",
            "east-west",
            "--aspect",
            "topics,acls,quotas",
            "--json",
            "--config",
            config.toString());
    for (JsonNode aspect : MAPPER.readTree(plan.out()).get("links").get(0).get("aspects")) {
      int differ = 0;
      for (JsonNode one : aspect.get("differences")) {
        differ += one.get("handling").asText().matches("apply|drift") ? 1 : 0;
      }
      String name = aspect.get("aspect").asText();
      assertThat(open(judged, name)).as(name + plan.out()).hasSize(differ);
    }
  }

  @Test
  void shouldLeaveNoTopicBehindWhenPerformanceIsMeasured() throws Exception {
    Path admin =
        ConfigFiles.writeAs(folder, "admin", List.of(clusters.east(), clusters.west()), LINKS);
    Ran refused =
        Ran.strait("verify", "--link", "east-west", "--performance", "--config", admin.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--yes");
    Ran ran =
        Ran.strait(
            "verify",
            "--link",
            "east-west",
            "--performance",
            "--yes",
            "--rounds",
            "2",
            "--round-seconds",
            "0.4",
            "--topic",
            "orders",
            "--json",
            "--config",
            admin.toString());
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    JsonNode report = MAPPER.readTree(ran.out());
    assertThat(report.get("rounds").asInt()).isEqualTo(2);
    assertThat(report.get("records").asLong()).isPositive();
    report
        .get("measures")
        .forEach(measure -> assertThat(measure.get("ratio").asDouble()).isPositive());
    for (Cluster cluster : List.of(east, west)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  cluster.admin().listTopics().names().get().stream()
                      .noneMatch(name -> name.startsWith("strait.performance")));
    }
  }

  private static void populate() throws Exception {
    // Brokers take old records away.
    long time = System.currentTimeMillis();
    try (Producer<byte[], byte[]> producer = east.producer(Map.of())) {
      for (int i = 0; i < RECORDS; i++) {
        producer.send(
            new ProducerRecord<>(
                "orders", 0, time + i / 3, bytes("k" + i % 5), bytes("v" + i % 2)));
      }
      producer.flush();
    }
    for (int i = 0; i < GROUPS; i++) {
      commit(east, "g-many-" + i, i * (long) RECORDS / GROUPS, Optional.empty());
    }
    for (String group : List.of("g-skip", "g-rewind", "g-missing", "g-epoch", "g-alive")) {
      commit(east, group, 300, Optional.empty());
    }
    commit(east, "g-end", RECORDS, Optional.empty());
    commit(east, "g-start", 0, Optional.empty());
    commit(east, "other", 5, Optional.empty());
    new Estate(east)
        .create(
            List.of(
                Estate.allow("orders", "vf-app", AclOperation.READ),
                Estate.allow("orders", "vf-gone", AclOperation.READ),
                Estate.allow("orders", "vf-writer", AclOperation.WRITE)));
    new Estate(east).quota(Map.of("user", "vf-app"), "producer_byte_rate", 1_000d);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void keepUntilATwin() throws Exception {
    try (ServeProcess serve = ServeProcess.start(config)) {
      await()
          .atMost(SOON.multipliedBy(GROUPS > 1_000 ? 4 : 1))
          .untilAsserted(
              () -> {
                JsonNode status = MAPPER.readTree(serve.get("/status").body());
                JsonNode kept = status.get("links").get(0).get("twin");
                assertThat(kept).hasSize(4);
                kept.forEach(one -> assertThat(one.get("left").size()).isLessThanOrEqualTo(1));
                assertThat(position("g-rewind")).isEqualTo(300);
                assertThat(position("g-many-" + (GROUPS - 1))).isPositive();
                assertThat(new Estate(west).quotas("vf-")).isNotEmpty();
                assertThat(new Estate(west).acls("vf-")).hasSize(2);
              });
      // What it applied last is written down by its next look.
      await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> position("g-end") == RECORDS);
    }
  }

  private static void groupsByHand() throws Exception {
    commit(west, "g-skip", 301, Optional.empty());
    commit(west, "g-rewind", 200, Optional.empty());
    commit(west, "g-epoch", 300, Optional.of(999));
    west.admin().deleteConsumerGroups(List.of("g-missing")).all().get();
  }

  private static void metadataByHand() throws Exception {
    set(west, "orders", "retention.ms", "777000000");
    set(east, "sales", "max.message.bytes", "2000000");
    AclBinding gone = Estate.allow("orders", "vf-gone", AclOperation.READ);
    new Estate(west).delete(List.of(gone));
    new Estate(east).create(List.of(Estate.allow("orders", "vf-new", AclOperation.READ)));
    new Estate(west).quota(Map.of("user", "vf-app"), "producer_byte_rate", 5d);
  }

  private static Consumer<byte[], byte[]> livesOnTheTarget() {
    Consumer<byte[], byte[]> consumer =
        west.consumer(Map.of("group.id", "g-alive", "max.poll.records", 50));
    consumer.subscribe(List.of("orders"));
    await().atMost(SOON).until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
    consumer.commitSync();
    return consumer;
  }

  private static void commit(Cluster cluster, String group, long offset, Optional<Integer> epoch)
      throws Exception {
    cluster
        .admin()
        .alterConsumerGroupOffsets(group, Map.of(ORDERS, new OffsetAndMetadata(offset, epoch, "")))
        .all()
        .get();
  }

  private static long position(String group) throws Exception {
    OffsetAndMetadata found =
        west.admin()
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(ORDERS);
    return found == null ? -1 : found.offset();
  }

  private static void set(Cluster cluster, String topic, String key, String value)
      throws Exception {
    Map<ConfigResource, java.util.Collection<AlterConfigOp>> change = new HashMap<>();
    change.put(
        new ConfigResource(ConfigResource.Type.TOPIC, topic),
        List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
    cluster.admin().incrementalAlterConfigs(change).all().get();
  }

  private static JsonNode verify(int code, String... words) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of("verify", "--link", "east-west", "--json", "--config", config.toString()));
    line.addAll(List.of(words));
    Ran ran = Ran.strait(line.toArray(String[]::new));
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(code);
    return MAPPER.readTree(ran.out());
  }

  private static JsonNode aspect(JsonNode report, String name) {
    for (JsonNode one : report.get("besides")) {
      if (one.get("aspect").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError(name + " is not in " + report);
  }

  private static List<String> open(JsonNode report, String aspect) {
    List<String> open = new ArrayList<>();
    for (JsonNode one : aspect(report, aspect).get("findings")) {
      if (one.get("explanation").isNull()) {
        open.add(
            String.join(
                " ",
                one.get("code").asText(),
                one.get("resource").asText(),
                one.get("field").asText(),
                one.get("moved").asText()));
      }
    }
    return open;
  }

  private static TreeSet<String> explained(JsonNode report, String aspect) {
    TreeSet<String> explained = new TreeSet<>();
    for (JsonNode one : aspect(report, aspect).get("findings")) {
      if (!one.get("explanation").isNull()) {
        explained.add(one.get("resource").asText());
      }
    }
    return explained;
  }

  private static String evidence(JsonNode report, String group) {
    for (JsonNode one : aspect(report, "groups").get("findings")) {
      if (one.get("resource").asText().equals("group " + group)) {
        return one.get("evidence").asText();
      }
    }
    throw new AssertionError(group + " is not in " + report);
  }
}
