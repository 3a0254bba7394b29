package io.strait.sandbox.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * FAKE: a registered schema.
 *
 * @param references as they were sent; a missing node if there were none
 */
record FakeSchema(
    String subject,
    int version,
    int id,
    String type,
    String text,
    JsonNode references,
    boolean deleted) {

  FakeSchema hidden(boolean hidden) {
    return new FakeSchema(subject, version, id, type, text, references, hidden);
  }

  /** What makes two schemas one. */
  String content() {
    return type + " " + references + " " + text;
  }

  ObjectNode json() {
    ObjectNode node = text(JsonNodeFactory.instance.objectNode());
    node.put("subject", subject);
    node.put("version", version);
    node.put("id", id);
    return node;
  }

  /** Without subject, version and id. */
  ObjectNode text(ObjectNode node) {
    node.put("schema", text);
    if (!type.equals("AVRO")) {
      node.put("schemaType", type);
    }
    if (!references.isMissingNode()) {
      node.set("references", references);
    }
    return node;
  }
}
