package io.strait.sandbox.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * FAKE: what counts as compatible. Only fields of a flat Avro record are looked at: a field keeps
 * its type, and one that the writer has not needs a default.
 */
final class FakeCompatibility {
  private static final JsonMapper JSON = new JsonMapper();

  private FakeCompatibility() {}

  /** Why a schema does not fit those before it, oldest first; empty if it does. */
  static List<String> faults(String level, FakeSchema next, List<FakeSchema> before) {
    List<String> faults = new ArrayList<>();
    if (level.equals("NONE") || before.isEmpty()) {
      return faults;
    }
    List<FakeSchema> against =
        level.endsWith("_TRANSITIVE") ? before : List.of(before.get(before.size() - 1));
    for (FakeSchema one : against) {
      if (level.startsWith("BACKWARD") || level.startsWith("FULL")) {
        unreadable(next, one).forEach(faults::add);
      }
      if (level.startsWith("FORWARD") || level.startsWith("FULL")) {
        unreadable(one, next).forEach(faults::add);
      }
    }
    return faults;
  }

  private static List<String> unreadable(FakeSchema reader, FakeSchema writer) {
    if (!reader.type().equals("AVRO") || !writer.type().equals("AVRO")) {
      return List.of();
    }
    Map<String, JsonNode> written = fields(writer.text());
    List<String> faults = new ArrayList<>();
    fields(reader.text())
        .forEach(
            (name, field) -> {
              JsonNode there = written.get(name);
              if (there == null && !field.has("default")) {
                faults.add("READER_FIELD_MISSING_DEFAULT_VALUE: " + name);
              } else if (there != null && !there.path("type").equals(field.path("type"))) {
                faults.add("TYPE_MISMATCH: " + name);
              }
            });
    return faults;
  }

  private static Map<String, JsonNode> fields(String text) {
    Map<String, JsonNode> fields = new HashMap<>();
    try {
      JSON.readTree(text)
          .path("fields")
          .forEach(field -> fields.put(field.path("name").asText(), field));
    } catch (JsonProcessingException e) {
      throw new FakeRefusal(42201, "Invalid schema: " + e.getOriginalMessage());
    }
    return fields;
  }
}
