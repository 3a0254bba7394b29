package io.strait.ops.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.cli.Strait;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of fault in every kind of topic is found, named right and placed right; nothing is
 * found where nothing is wrong. {@code -Dplant.seed} and {@code -Dplant.records} make other rounds,
 * {@code -Dplant.all=true} plants each fault under each codec and not only mixtures.
 */
@Timeout(300)
final class PlantedFaultsIT {
  private static final long SEED = Long.getLong("plant.seed", 5);
  private static final boolean ALL = Boolean.getBoolean("plant.all");
  private static final int RECORDS = Integer.getInteger("plant.records", 240);

  @TempDir private static Path folder;
  private static KafkaCluster east;
  private static KafkaCluster west;
  private static Topics topics;

  @BeforeAll
  static void start() {
    CompletableFuture<KafkaCluster> starting =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("east", folder)));
    west = SandboxCluster.start(SandboxSpec.plain("west", folder));
    east = starting.join();
    topics = new Topics(east, west);
  }

  @AfterAll
  static void stop() {
    topics.close();
    east.close();
    west.close();
  }

  @Test
  void shouldFindNameAndPlaceEveryFault() throws Exception {
    Map<String, Style> styles = new TreeMap<>();
    Map<String, Fault> faults = new TreeMap<>();
    for (Style style : Style.values()) {
      for (Fault fault : Fault.values()) {
        if (fault.fits(style) && (ALL || !style.isOnlyACodec() || fault == Fault.MIXTURE)) {
          String topic = "f." + style + "." + fault;
          styles.put(topic, style);
          faults.put(topic, fault);
        }
      }
    }
    create(styles);
    Map<String, List<Expected>> expected = new TreeMap<>();
    for (String topic : styles.keySet()) {
      long seed = SEED * 31 + topic.hashCode();
      SourceLog log = new SourceLog(seed, styles.get(topic).isCompacted());
      topics.load(log, topic, styles.get(topic), RECORDS);
      Copy copy = new Copy(log, new Random(seed));
      faults.get(topic).plant(copy, 0, 1);
      expected.put(topic, copy.expected());
      topics.copy(copy.records(), topic, styles.get(topic), new Random(seed));
    }

    JsonNode report = verify("f\\..*", 3);

    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (topic, wanted) -> wrong.addAll(compared(topic, wanted, found(report, topic))));
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldFindFaultsByKeyWhereRecordsWereSpreadOverOtherPartitions() throws Exception {
    Map<String, SpreadCopy> copies = new TreeMap<>();
    Map<String, SpreadCopy.Keyed> places = new TreeMap<>();
    for (SpreadCopy.Fault fault : SpreadCopy.Fault.values()) {
      SpreadCopy copy = new SpreadCopy();
      places.put("k." + fault, copy.plant(fault));
      copies.put("k." + fault, copy);
    }
    topics.spread(copies);

    JsonNode report = verify("k\\..*", 3, ", verify: {partitions: by-key}");

    places.forEach(
        (topic, place) -> {
          List<String> found =
              found(report, topic).stream()
                  .map(one -> one.get("partition") + " " + one.get("code").asText())
                  .toList();
          String name = topic.substring(2);
          String wanted = place.partition() + " " + name;
          assertThat(found).as(topic).isEqualTo(name.equals("NONE") ? List.of() : List.of(wanted));
          found(report, topic)
              .forEach(
                  one ->
                      assertThat(one.get("diverges_at").asLong())
                          .as(topic)
                          .isEqualTo(place.offset()));
        });
  }

  @Test
  void shouldFindNothingWhereNothingIsWrong() throws Exception {
    Map<String, Style> styles = new TreeMap<>();
    for (Style style : Style.values()) {
      boolean trims = !style.configs().getOrDefault("cleanup.policy", "").equals("compact");
      for (String what :
          trims ? List.of("plain", "trimmed", "ahead", "empty") : List.of("plain", "empty")) {
        styles.put("b." + style + "." + what, style);
      }
    }
    create(styles);
    topics.create(
        Map.of("b.stamped", Style.ZSTD.configs()),
        Map.of("b.stamped", Map.of("message.timestamp.type", "LogAppendTime")));
    styles.put("b.stamped", Style.ZSTD);
    for (String topic : styles.keySet()) {
      SourceLog log = new SourceLog(SEED + topic.hashCode(), styles.get(topic).isCompacted());
      if (!topic.endsWith("empty")) {
        topics.load(log, topic, styles.get(topic), RECORDS);
      }
      Random random = new Random(SEED);
      topics.copy(log.committed(), topic, styles.get(topic), random);
      if (topic.endsWith("trimmed")) {
        trim(east, topic, log.committed().get(50).offset());
      } else if (topic.endsWith("ahead")) {
        trim(west, topic, 70);
      }
    }

    JsonNode report = verify("b\\..*", 0);

    assertThat(report.get("verdict").asText()).isEqualTo("passed");
    for (JsonNode partition : report.get("partitions")) {
      boolean empty = partition.get("topic").asText().endsWith("empty");
      assertThat(partition.get("source_records").asLong() > 50).isNotEqualTo(empty);
      assertThat(partition.get("behind").asLong()).as(partition.toString()).isZero();
    }
  }

  @Test
  void shouldAccuseNobodyWhileBothLogsGrowAndAreTrimmed() throws Exception {
    topics.create(Map.of("live", Map.of()), Map.of("live", Map.of()));
    try (LiveCopy live = new LiveCopy("live", east.bootstrap(), west.bootstrap())) {
      for (int round = 0; round < 4; round++) {
        long before = live.copied();
        await().atMost(Duration.ofSeconds(30)).until(() -> live.copied() > before + 500);
        JsonNode report = verify("live", 0);
        assertThat(report.get("findings")).as(report.toString()).isEmpty();
      }
    }
  }

  private static void create(Map<String, Style> styles) {
    Map<String, Map<String, String>> configs = new TreeMap<>();
    styles.forEach((topic, style) -> configs.put(topic, style.configs()));
    topics.create(configs, configs);
  }

  private static void trim(KafkaCluster cluster, String topic, long before) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
          .all()
          .get();
    }
  }

  private static JsonNode verify(String pattern, int code) throws Exception {
    return verify(pattern, code, "");
  }

  private static JsonNode verify(String pattern, int code, String declared) throws Exception {
    Path config =
        ConfigFiles.writeAs(
            folder,
            Principals.ADMIN,
            List.of(east, west),
            "links:\n  - {name: plant, source: east, target: west, patterns: ['"
                + pattern
                + "']"
                + declared
                + "}\n");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int ran =
        Strait.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "verify",
            "--link",
            "plant",
            "--json",
            "--config",
            config.toString());
    assertThat(ran).as(shortened(out + "\n" + err)).isEqualTo(code);
    return new JsonMapper().readTree(out.toString());
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(6_000, text.length()));
  }

  private static List<JsonNode> found(JsonNode report, String topic) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode finding : report.get("findings")) {
      boolean explained =
          !finding.path("explanation").isMissingNode() && !finding.get("explanation").isNull();
      if (finding.get("topic").asText().equals(topic) && !explained) {
        found.add(finding);
      }
    }
    return found;
  }

  /** Each expected finding is there, at its place, and nothing else is. */
  private static List<String> compared(
      String topic, List<Expected> expected, List<JsonNode> found) {
    List<JsonNode> left = new ArrayList<>(found);
    List<String> wrong = new ArrayList<>();
    for (Expected one : expected) {
      boolean there =
          left.removeIf(
              finding -> {
                long at = finding.get("diverges_at").asLong();
                return one.codes().contains(finding.get("code").asText())
                    && at >= one.from()
                    && at <= one.to();
              });
      if (!there) {
        wrong.add(topic + ": expected " + one + ", found " + words(found));
      }
    }
    // Of a transaction that lacks a record the others are there: that is found as well.
    left.removeIf(
        finding ->
            finding.get("code").asText().equals("TXN_TORN")
                && expected.stream().anyMatch(one -> one.codes().contains("MISSING")));
    if (wrong.isEmpty() && !left.isEmpty()) {
      wrong.add(topic + ": found besides: " + words(left));
    }
    return wrong;
  }

  private static String words(List<JsonNode> findings) {
    return findings.stream()
        .map(
            one ->
                one.get("code").asText()
                    + "@"
                    + one.get("diverges_at")
                    + " ("
                    + shortened(one.get("evidence").asText())
                    + ")")
        .limit(4)
        .collect(Collectors.joining("; "));
  }
}
