package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strait.ops.ConfigFiles;
import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.fake.FakeRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two real clusters with FAKE registries, by the command line; one test after the other. */
@Timeout(120)
class SchemasIT {
  private static final String FLIGHT =
      "{\"type\":\"record\",\"name\":\"F\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
  private static final String BROKEN =
      "{\"type\":\"record\",\"name\":\"F\",\"fields\":[{\"name\":\"b\",\"type\":\"int\"}]}";
  private static final String LINKS =
      """
      links:
        - {name: skies, source: east, target: west, topics: [flights]}
      """;

  @TempDir private static Path folder;
  private static final FakeRegistry EAST = FakeRegistry.start();
  private static final FakeRegistry WEST = FakeRegistry.start();
  private static TwoClusters clusters;
  private static String config;

  @BeforeAll
  static void start() throws Exception {
    clusters = TwoClusters.start(folder);
    clusters.createTopic("flights", 2, List.of());
    Path file = ConfigFiles.writeWithMetadata(folder, clusters, "admin", LINKS);
    String text = Files.readString(file);
    text = text.replace("  east:\n", "  east:\n    registry: {url: '" + EAST.url() + "'}\n");
    text = text.replace("  west:\n", "  west:\n    registry: {url: '" + WEST.url() + "'}\n");
    config = Files.writeString(file, text).toString();
  }

  @AfterAll
  static void stop() {
    clusters.close();
    EAST.close();
    WEST.close();
  }

  private static void register(FakeRegistry at, String subject, String schema) {
    String body = JsonNodeFactory.instance.objectNode().put("schema", schema).toString();
    assertThat(at.ask("POST", "/subjects/" + subject + "/versions", body).has("id")).isTrue();
  }

  private static byte[] withId(int id) {
    return ByteBuffer.allocate(8).put((byte) 0).putInt(id).array();
  }

  @Test
  void shouldShowLiveIdsAndWhatWouldBreakAndCloseIt() throws Exception {
    register(WEST, "local-value", "{\"type\":\"string\"}");
    register(EAST, "flights-value", FLIGHT);
    try (Cluster east = TwoClusters.admin(clusters.east());
        Producer<byte[], byte[]> producer = east.producer(Map.of())) {
      producer.send(new ProducerRecord<>("flights", 0, null, withId(1))).get();
      producer.send(new ProducerRecord<>("flights", 0, null, withId(1))).get();
      producer.send(new ProducerRecord<>("flights", 1, withId(77), withId(1))).get();
    }

    Ran before = Ran.strait("schemas", "check", "--link", "skies", "--json", "--config", config);
    assertThat(before.code()).as(before.out() + before.err()).isEqualTo(3);
    assertThat(new JsonMapper().readTree(before.out()).path("findings"))
        .extracting(one -> one.path("code").asText())
        .containsExactly("ID_UNKNOWN", "ID_MISSING");
    ids();
    Ran plan = Ran.strait("plan", "--link", "skies", "--aspect", "schemas", "--config", config);
    assertThat(plan.code()).isEqualTo(3);
    assertThat(plan.out()).contains("subject flights-value v1", "ids are remapped");
    Ran apply = Ran.strait("link", "apply", "skies", "--aspect", "schemas", "--config", config);
    assertThat(apply.code()).as(apply.out() + apply.err()).isZero();
    assertThat(WEST.ask("GET", "/subjects/flights-value/versions/1", "").path("id").asInt())
        .isEqualTo(2);
    Ran after = Ran.strait("schemas", "check", "--link", "skies", "--full", "--config", config);
    assertThat(after.code()).as(after.out() + after.err()).isZero();
    planned();
    down();
  }

  private static void ids() throws Exception {
    Ran ids = Ran.strait("schemas", "ids", "--link", "skies", "--json", "--config", config);
    assertThat(ids.code()).as(ids.err()).isZero();
    JsonNode topic = new JsonMapper().readTree(ids.out()).get(0);
    assertThat(topic.path("records").asInt()).isEqualTo(3);
    assertThat(topic.path("ids"))
        .extracting(
            one ->
                String.join(
                    " ",
                    one.path("in").asText(),
                    one.path("id").asText(),
                    one.path("records").asText(),
                    one.path("schema").asText()))
        .containsExactly("key 77 1 UNKNOWN", "value 1 3 flights-value v1");
    Ran text = Ran.strait("schemas", "ids", "--link", "skies", "--config", config);
    assertThat(text.out()).contains("flights  3 records looked at", "first 1@0");
  }

  private static void planned() throws Exception {
    Path file = Files.writeString(folder.resolve("new.avsc"), BROKEN);
    Ran ran =
        Ran.strait(
            "schemas",
            "check",
            "--link",
            "skies",
            "--file",
            file.toString(),
            "--subject",
            "flights-value",
            "--config",
            config);

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).contains("INCOMPATIBLE", "flights-value v1", "BACKWARD_TRANSITIVE");
  }

  private static void down() {
    WEST.faults().drops(true);
    Ran ran = Ran.strait("plan", "--link", "skies", "--aspect", "schemas", "--config", config);

    assertThat(ran.code()).isNotZero();
    assertThat(ran.out() + ran.err()).contains("registry of cluster 'west'", "is it running");
  }
}
