package io.strait.ops.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.engine.PriorityClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One record of {@code strait.flow}: a JSON object, version 1. */
final class OperatorFlowCodec {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int VERSION = 1;

  private OperatorFlowCodec() {}

  /** The record's value. */
  static byte[] bytes(OperatorFlow flow) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("v", VERSION);
    flow.bytesPerSecond().ifPresent(rate -> json.put("bytes_per_second", rate));
    flow.pausedTopics()
        .ifPresent(topics -> new TreeSet<>(topics).forEach(json.putArray("paused")::add));
    flow.classes()
        .ifPresent(
            all -> {
              ObjectNode classes = json.putObject("classes");
              new TreeMap<>(all).forEach((topic, one) -> classes.put(topic, word(one)));
            });
    flow.weights()
        .ifPresent(
            all -> {
              ObjectNode weights = json.putObject("weights");
              new TreeMap<>(all).forEach((one, weight) -> weights.put(word(one), weight));
            });
    json.put("at", flow.at().toString());
    json.put("by", flow.by());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a record's value.
   *
   * @throws IllegalArgumentException if a newer Strait or somebody else wrote it
   */
  static OperatorFlow flow(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      int version = json.path("v").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "flow of version " + version + ", but this Strait reads version " + VERSION);
      }
      return new OperatorFlow(
          present(json, "bytes_per_second").map(JsonNode::asLong),
          present(json, "paused").map(OperatorFlowCodec::topics),
          present(json, "classes").map(OperatorFlowCodec::classes),
          present(json, "weights").map(OperatorFlowCodec::weights),
          Instant.parse(json.path("at").asText()),
          json.path("by").asText());
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("unreadable flow: " + e.getMessage(), e);
    }
  }

  /** A class as people write it. */
  static String word(PriorityClass one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<JsonNode> present(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name));
  }

  private static Set<String> topics(JsonNode list) {
    Set<String> topics = new HashSet<>();
    list.forEach(topic -> topics.add(topic.asText()));
    return topics;
  }

  private static Map<String, PriorityClass> classes(JsonNode group) {
    Map<String, PriorityClass> classes = new TreeMap<>();
    group.properties().forEach(one -> classes.put(one.getKey(), constant(one.getValue().asText())));
    return classes;
  }

  private static Map<PriorityClass, Integer> weights(JsonNode group) {
    Map<PriorityClass, Integer> weights = new EnumMap<>(PriorityClass.class);
    group.properties().forEach(one -> weights.put(constant(one.getKey()), one.getValue().asInt()));
    return weights;
  }

  private static PriorityClass constant(String word) {
    return PriorityClass.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
