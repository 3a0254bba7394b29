package io.strait.replicator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Registers by Apicurio's native API, which is told a schema's type. */
final class ApicurioCreate {
  private ApicurioCreate() {}

  /** By version 2 of the API; the answer holds {@code contentId} and {@code version}. */
  static JsonNode second(
      RegistryHttp http, String doing, String artifacts, String subject, SchemaText text) {
    ObjectNode body = RegistryHttp.object();
    body.put("content", text.text());
    references(body, text, http.spec().group());
    return http.with("Content-Type", "application/create.extended+json")
        .with("X-Registry-ArtifactId", subject)
        .with("X-Registry-ArtifactType", text.type().name())
        .write(doing, "POST", artifacts + "?ifExists=RETURN_OR_UPDATE", body);
  }

  /** The same by version 3. */
  static JsonNode third(
      RegistryHttp http, String doing, String artifacts, String subject, SchemaText text) {
    ObjectNode body = RegistryHttp.object();
    body.put("artifactId", subject);
    body.put("artifactType", text.type().name());
    ObjectNode content = body.putObject("firstVersion").putObject("content");
    content.put("content", text.text());
    content.put(
        "contentType",
        text.type() == SchemaType.PROTOBUF ? "application/x-protobuf" : "application/json");
    references(content, text, http.spec().group());
    return http.with("Content-Type", "application/json")
        .write(doing, "POST", artifacts + "?ifExists=FIND_OR_CREATE_VERSION", body)
        .path("version");
  }

  private static void references(ObjectNode body, SchemaText text, String group) {
    ArrayNode references = body.putArray("references");
    for (SchemaReference reference : text.references()) {
      ObjectNode one = references.addObject();
      one.put("groupId", group);
      one.put("artifactId", reference.subject());
      one.put("version", Integer.toString(reference.version()));
      one.put("name", reference.name());
    }
  }
}
