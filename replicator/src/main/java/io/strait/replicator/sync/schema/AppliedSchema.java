package io.strait.replicator.sync.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import java.util.Optional;

/**
 * What became of a version of the source, as it is kept among what was applied last.
 *
 * @param sourceId its id at the source
 * @param target where it is on the target
 * @param targetId its id there
 * @param deleted whether it was hidden there
 */
record AppliedSchema(int sourceId, SchemaKey target, int targetId, boolean deleted) {
  private static final String PREFIX = "subject ";
  private static final JsonMapper JSON = new JsonMapper();

  /** What stands for these two. */
  static AppliedSchema of(SchemaVersion source, SchemaVersion target) {
    return new AppliedSchema(source.id(), target.key(), target.id(), target.deleted());
  }

  /** The name of its difference, and its key among what was applied. */
  static String resource(SchemaKey source) {
    return PREFIX + source;
  }

  /** The source's version that a key among what was applied is about. */
  static Optional<SchemaKey> source(String resource) {
    int end = resource.lastIndexOf(" v");
    if (!resource.startsWith(PREFIX) || end < PREFIX.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SchemaKey(
              resource.substring(PREFIX.length(), end),
              Integer.parseInt(resource.substring(end + 2))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String text() {
    ObjectNode node = JSON.createObjectNode();
    node.put("source_id", sourceId);
    node.put("subject", target.subject());
    node.put("version", target.version());
    node.put("id", targetId);
    node.put("deleted", deleted);
    return node.toString();
  }

  /** What was kept; empty if a later release kept something else. */
  static Optional<AppliedSchema> of(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node.has("source_id")
          ? Optional.of(
              new AppliedSchema(
                  node.path("source_id").asInt(),
                  new SchemaKey(node.path("subject").asText(), node.path("version").asInt()),
                  node.path("id").asInt(),
                  node.path("deleted").asBoolean()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
