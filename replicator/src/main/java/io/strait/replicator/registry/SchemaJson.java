package io.strait.replicator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Schemas as the Confluent-compatible API writes them. */
final class SchemaJson {
  private SchemaJson() {}

  /** Empty if its type is none that is copied. */
  static Optional<SchemaText> text(JsonNode node, String context) {
    return SchemaType.of(node.path("schemaType").asText(null))
        .map(
            type ->
                new SchemaText(
                    type,
                    node.path("schema").asText(),
                    references(node.path("references"), context)));
  }

  private static List<SchemaReference> references(JsonNode array, String context) {
    List<SchemaReference> references = new ArrayList<>();
    array.forEach(
        one ->
            references.add(
                new SchemaReference(
                    one.path("name").asText(),
                    inContext(one.path("subject").asText(), context),
                    one.path("version").asInt())));
    return references;
  }

  /** A reference without a context means that of the schema which refers. */
  private static String inContext(String subject, String context) {
    return subject.startsWith(":.") ? subject : new SubjectName(context, subject).qualified();
  }

  static ObjectNode body(SchemaText text) {
    ObjectNode body = RegistryHttp.object();
    body.put("schema", text.text());
    if (text.type() != SchemaType.AVRO) {
      body.put("schemaType", text.type().name());
    }
    if (!text.references().isEmpty()) {
      ArrayNode array = body.putArray("references");
      for (SchemaReference reference : text.references()) {
        ObjectNode one = array.addObject();
        one.put("name", reference.name());
        one.put("subject", reference.subject());
        one.put("version", reference.version());
      }
    }
    return body;
  }
}
