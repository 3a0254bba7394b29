package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The engine under Connect: the zip on a plain worker's plugin.path, driven by Connect's REST. */
final class ConnectHostIT extends HostContract {
  private static final String CONNECTOR = "StraitSourceConnector";
  private static final int TASKS = 3;
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  Worker start(String topic) {
    return connected(topic);
  }

  private static ConnectWorker connected(String topic) {
    ConnectWorker worker = ConnectWorker.start(directory, west, topic);
    try {
      assertThat(
              worker.put("/connectors/" + topic + "/config", config(topic).toString()).statusCode())
          .isIn(200, 201);
    } catch (AssertionError | RuntimeException e) {
      // Nobody else has the process yet, and it would go on for ever.
      worker.kill();
      throw e;
    }
    return worker;
  }

  @Test
  void shouldValidateHideSecretsAndRestartNothingElseWhenAPartitionOrAWorkerIsAdded()
      throws IOException {
    clusters.createTopic(clusters.source, "calm", 6, Map.of());
    Load load = new Load(clusters.source, "calm", 6, 25);
    load.send(3_000);
    try (ConnectWorker one = connected("calm")) {
      assertValidated(one);
      awaitCopied("calm", 6);
      awaitReports(reports -> partitions(reports) == 6);
      Map<Integer, JsonNode> before = reports("calm");
      assertThat(before).hasSize(TASKS).allSatisfy((slot, report) -> copiesTwo(report));
      assertSecret(one);

      grow("calm", 7);
      awaitReports(reports -> partitions(reports) == 7);
      before.forEach((slot, report) -> assertUnbroken(report, reports("calm").get(slot)));

      try (ConnectWorker two = ConnectWorker.start(directory, west, "calm")) {
        awaitReports(reports -> workers(reports).size() == 2 && partitions(reports) == 7);
        Map<Integer, JsonNode> after = reports("calm");
        List<Integer> stayed =
            before.keySet().stream()
                .filter(slot -> worker(before.get(slot)).equals(worker(after.get(slot))))
                .toList();
        assertThat(stayed).isNotEmpty().hasSizeLessThan(TASKS);
        stayed.forEach(slot -> assertUnbroken(before.get(slot), after.get(slot)));
        load.send(3_000);
        awaitCopied("calm", 6);
        assertThat(one.isAlive() && two.isAlive()).isTrue();
      }
    }
    clusters.assertSame("calm", 7);
  }

  /** Connect's own REST interface says what is wrong with a configuration, by key. */
  private static void assertValidated(ConnectWorker worker) throws IOException {
    JsonNode plugins = JSON.readTree(worker.get("/connector-plugins").body());
    assertThat(plugins.findValuesAsText("class"))
        .contains("io.strait.replicator.mirror." + CONNECTOR);
    assertThat(plugins.toString()).contains("0.1.0");
    assertThat(errors(worker, config("calm"))).isEmpty();
    ObjectNode wrong = config("calm");
    wrong.put("topics", "orders.*,strait.links");
    wrong.put("offsets", "sometimes");
    wrong.remove("source.cluster.bootstrap.servers");
    assertThat(errors(worker, wrong))
        .containsOnlyKeys("topics", "offsets", "source.cluster.bootstrap.servers");
    assertThat(errors(worker, config("calm").put("target.cluster.alias", "east")))
        .containsOnlyKeys("target.cluster.alias");
  }

  private static void assertSecret(ConnectWorker worker) {
    assertThat(values("calm-config"))
        .anyMatch(text -> text.contains("${env:STRAIT_TEST_SECRET}"))
        .anyMatch(text -> text.contains("strait.slot"))
        .noneMatch(text -> text.contains(ConnectWorker.SECRET));
    assertThat(worker.log()).doesNotContain(ConnectWorker.SECRET);
  }

  private static void copiesTwo(JsonNode report) {
    assertThat(report.get("partitions")).hasSize(2);
  }

  /**
   * The counters go on: it is still the same engine, and it has had the partitions all the time.
   */
  private static void assertUnbroken(JsonNode before, JsonNode after) {
    Map<String, Long> counted = new TreeMap<>();
    after.get("partitions").forEach(one -> counted.put(name(one), one.get("records").asLong()));
    before
        .get("partitions")
        .forEach(
            one ->
                assertThat(counted.get(name(one)))
                    .as("%s after %s", after, before)
                    .isPositive()
                    .isGreaterThanOrEqualTo(one.get("records").asLong()));
  }

  private static String name(JsonNode partition) {
    return partition.get("topic").asText() + "-" + partition.get("partition").asInt();
  }

  private static String worker(JsonNode report) {
    return report.get("worker").asText();
  }

  private static Set<String> workers(Map<Integer, JsonNode> reports) {
    Set<String> workers = new HashSet<>();
    reports.values().forEach(report -> workers.add(worker(report)));
    return workers;
  }

  private static int partitions(Map<Integer, JsonNode> reports) {
    return reports.values().stream().mapToInt(report -> report.get("partitions").size()).sum();
  }

  private static void awaitReports(java.util.function.Predicate<Map<Integer, JsonNode>> wanted) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> reports("calm"), wanted::test);
  }

  private static Map<Integer, JsonNode> reports(String link) {
    Map<Integer, JsonNode> reports = new TreeMap<>();
    for (String text : values("strait.shares." + link)) {
      try {
        JsonNode node = JSON.readTree(text);
        if (node.has("slot")) {
          reports.put(node.get("slot").asInt(), node);
        }
      } catch (IOException e) {
        throw new IllegalStateException(text, e);
      }
    }
    return reports;
  }

  private static List<String> values(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> values = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = clusters.target.consumer(Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(100))) {
          if (entry.value() != null) {
            values.add(new String(entry.value(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return values;
  }

  private static Map<String, String> errors(ConnectWorker worker, ObjectNode config)
      throws IOException {
    String path = "/connector-plugins/" + CONNECTOR + "/config/validate";
    JsonNode answer = JSON.readTree(worker.put(path, config.toString()).body());
    Map<String, String> errors = new TreeMap<>();
    for (JsonNode one : answer.path("configs")) {
      JsonNode value = one.get("value");
      if (!value.get("errors").isEmpty()) {
        errors.put(value.get("name").asText(), value.get("errors").toString());
      }
    }
    assertThat(answer.get("error_count")).as("%s", answer).isNotNull();
    return errors;
  }

  private static ObjectNode config(String topic) {
    ObjectNode config = JSON.createObjectNode();
    config.put("connector.class", "io.strait.replicator.mirror." + CONNECTOR);
    config.put("name", topic);
    config.put("tasks.max", Integer.toString(TASKS));
    config.put("link.name", topic);
    config.put("source.cluster.alias", "east");
    config.put("source.cluster.bootstrap.servers", east.bootstrap());
    config.put("source.cluster.ssl.key.password", "${env:STRAIT_TEST_SECRET}");
    config.put("target.cluster.alias", "west");
    config.put("target.cluster.bootstrap.servers", west.bootstrap());
    config.put("topics", topic);
    config.put("slot.silence.ms", "6000");
    return config;
  }
}
