package io.strait.ops.brokers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** kafkajs, which is JavaScript all the way down. Logs in by SCRAM. */
record KafkaJs(Path folder) implements ForeignClient {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Path SOURCES = Path.of("src", "test", "resources", "kafkajs");

  @Override
  public String name() {
    return "kafkajs";
  }

  /** Fetches it into this folder; empty, and why, when that cannot be. */
  static Optional<String> absence(Path folder) {
    if (!Program.exists("node", "--version") || !Program.exists("npm", "--version")) {
      return Optional.of("node and npm are not installed");
    }
    try {
      for (String name : List.of("package.json", "package-lock.json", "client.js")) {
        Files.copy(SOURCES.resolve(name), folder.resolve(name));
      }
      Program.run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), folder, "");
      return Optional.empty();
    } catch (IOException | Refused e) {
      return Optional.of("npm cannot fetch it: " + e.getMessage());
    }
  }

  @Override
  public void produce(Place place, String topic, List<String> values) {
    ObjectNode wish = wish(place, "produce", topic);
    ArrayNode all = wish.putArray("values");
    values.forEach(all::add);
    run(wish);
  }

  @Override
  public List<String> consume(Place place, String topic, String group, int count) {
    ObjectNode wish = wish(place, "consume", topic);
    wish.put("group", group);
    wish.put("count", count);
    List<String> values = new ArrayList<>();
    run(wish).get("values").forEach(value -> values.add(value.asText()));
    return values;
  }

  private static ObjectNode wish(Place place, String act, String topic) {
    return MAPPER
        .createObjectNode()
        .put("do", act)
        .put("topic", topic)
        .put("bootstrap", place.bootstrap())
        .put("user", place.user())
        .put("password", place.password());
  }

  private JsonNode run(ObjectNode wish) {
    String said = Program.run(List.of("node", "client.js"), folder, wish.toString());
    try {
      return MAPPER.readTree(said);
    } catch (IOException e) {
      throw new IllegalStateException("client.js said " + said, e);
    }
  }
}
