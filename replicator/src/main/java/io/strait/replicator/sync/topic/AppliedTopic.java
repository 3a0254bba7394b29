package io.strait.replicator.sync.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * What a link applied to one mirror last.
 *
 * @param source its source topic
 * @param mirrorId the mirror's id; zero where the target has no ids
 * @param configs what the link set on the mirror, or found there as it should be
 * @param vanishedAt since when the source is known to lack the topic
 */
record AppliedTopic(
    String source, Uuid mirrorId, Map<String, String> configs, Optional<Instant> vanishedAt) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  AppliedTopic {
    configs = Collections.unmodifiableMap(new TreeMap<>(configs));
  }

  /** The same, known to lack its source since a moment, or to have it. */
  AppliedTopic vanished(Optional<Instant> at) {
    return new AppliedTopic(source, mirrorId, configs, at);
  }

  String text() {
    ObjectNode node = JSON.createObjectNode();
    node.put("source", source);
    node.put("mirror_id", mirrorId.toString());
    ObjectNode all = node.putObject("configs");
    configs.forEach(all::put);
    vanishedAt.ifPresent(at -> node.put("vanished_at", at.toString()));
    return node.toString();
  }

  /** Empty for what is no such text: then the topic counts as never applied. */
  static Optional<AppliedTopic> of(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      Map<String, String> configs = new TreeMap<>();
      node.path("configs")
          .properties()
          .forEach(e -> configs.put(e.getKey(), e.getValue().asText()));
      return Optional.of(
          new AppliedTopic(
              node.path("source").asText(),
              Uuid.fromString(node.path("mirror_id").asText()),
              configs,
              Optional.ofNullable(node.get("vanished_at")).map(at -> Instant.parse(at.asText()))));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
