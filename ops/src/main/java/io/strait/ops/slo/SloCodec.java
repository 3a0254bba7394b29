package io.strait.ops.slo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.TakenAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Values of {@code strait.slo.<link>}: JSON objects, version 1. */
final class SloCodec {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int VERSION = 1;

  private SloCodec() {}

  static byte[] counts(Map<Sli, Counts> counts) {
    ObjectNode json = start();
    counts.forEach((sli, one) -> json.putArray(sli.word()).add(one.good()).add(one.bad()));
    return bytes(json);
  }

  static Map<Sli, Counts> counts(byte[] bytes) {
    return read(
        bytes,
        json -> {
          Map<Sli, Counts> counts = new EnumMap<>(Sli.class);
          for (Sli sli : Sli.values()) {
            JsonNode pair = json.path(sli.word());
            if (pair.isArray()) {
              counts.put(sli, new Counts(pair.path(0).asLong(), pair.path(1).asLong()));
            }
          }
          return counts;
        });
  }

  static byte[] action(TakenAction action) {
    ObjectNode json = start();
    json.put("since", action.since().toString()).put("reason", action.reason());
    action.calmSince().ifPresent(at -> json.put("calm_since", at.toString()));
    return bytes(json);
  }

  static TakenAction action(ActionKind kind, byte[] bytes) {
    return read(
        bytes,
        json ->
            new TakenAction(
                kind,
                Instant.parse(json.path("since").asText()),
                json.path("reason").asText(),
                Optional.ofNullable(json.get("calm_since")).map(at -> Instant.parse(at.asText()))));
  }

  static byte[] grant(Grant grant) {
    ObjectNode json = start();
    json.put("action", grant.kind().word())
        .put("by", grant.by())
        .put("at", grant.at().toString())
        .put("until", grant.until().toString())
        .put("reason", grant.reason());
    return bytes(json);
  }

  static Grant grant(String id, byte[] bytes) {
    return read(
        bytes,
        json ->
            new Grant(
                id,
                ActionKind.of(json.path("action").asText()).orElseThrow(),
                json.path("by").asText(),
                Instant.parse(json.path("at").asText()),
                Instant.parse(json.path("until").asText()),
                json.path("reason").asText()));
  }

  static byte[] joined(Set<TopicPartition> joined) {
    ObjectNode json = start();
    ObjectNode topics = json.putObject("topics");
    for (TopicPartition one : joined) {
      if (!topics.has(one.topic())) {
        topics.putArray(one.topic());
      }
      ((ArrayNode) topics.get(one.topic())).add(one.partition());
    }
    return bytes(json);
  }

  static Set<TopicPartition> joined(byte[] bytes) {
    return read(
        bytes,
        json -> {
          Set<TopicPartition> joined = new HashSet<>();
          json.path("topics")
              .properties()
              .forEach(
                  topic ->
                      topic
                          .getValue()
                          .forEach(
                              number ->
                                  joined.add(new TopicPartition(topic.getKey(), number.asInt()))));
          return joined;
        });
  }

  private static ObjectNode start() {
    return MAPPER.createObjectNode().put("v", VERSION);
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a value; {@link IllegalArgumentException} for what this Strait cannot read. */
  private static <T> T read(byte[] bytes, Function<JsonNode, T> reader) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      int version = json.path("v").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "record of version " + version + ", but this Strait reads version " + VERSION);
      }
      return reader.apply(json);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("unreadable record: " + e.getMessage(), e);
    }
  }
}
