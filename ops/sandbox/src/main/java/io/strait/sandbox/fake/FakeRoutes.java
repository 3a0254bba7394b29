package io.strait.sandbox.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** FAKE: which request means what. */
final class FakeRoutes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final FakeStore store;
  private final FakeFaults faults;

  FakeRoutes(FakeStore store, FakeFaults faults) {
    this.store = store;
    this.faults = faults;
  }

  /**
   * Answers.
   *
   * @param path its parts, decoded
   */
  JsonNode answer(String method, List<String> path, Map<String, String> query, JsonNode body) {
    return switch (path.get(0)) {
      case "subjects" -> subjects(method, path, query, body);
      case "schemas" -> schemas(path, query);
      case "config" -> setting(method, path, body, store.levels(), "compatibility", 40408);
      case "mode" -> setting(method, path, body, store.modes(), "mode", 40409);
      case "compatibility" -> compatibility(path, body);
      case "contexts" -> contexts();
      case "v1" -> NODES.objectNode().put("version", "FAKE");
      default -> throw new FakeRefusal(404, "HTTP 404 Not Found");
    };
  }

  private JsonNode subjects(
      String method, List<String> path, Map<String, String> query, JsonNode body) {
    boolean deleted = "true".equals(query.get("deleted"));
    boolean permanent = "true".equals(query.get("permanent"));
    if (path.size() == 1) {
      ArrayNode names = NODES.arrayNode();
      new TreeSet<>(
              store.all().stream()
                  .filter(one -> deleted || !one.deleted())
                  .map(FakeSchema::subject)
                  .toList())
          .forEach(names::add);
      return names;
    }
    String subject = path.get(1);
    if (path.size() == 2) {
      return method.equals("DELETE")
          ? deleteSubject(subject, permanent)
          : store.find(subject, body, deleted).json();
    }
    if (path.size() == 3) {
      return method.equals("POST")
          ? NODES.objectNode().put("id", store.register(subject, body, faults.stores()).id())
          : numbers(subject, deleted);
    }
    FakeSchema version = store.version(subject, path.get(3), deleted || permanent);
    if (method.equals("DELETE")) {
      store.delete(version, permanent);
      return NODES.numberNode(version.version());
    }
    return version.json();
  }

  private JsonNode numbers(String subject, boolean deleted) {
    ArrayNode numbers = NODES.arrayNode();
    store.versions(subject).stream()
        .filter(one -> deleted || !one.deleted())
        .forEach(one -> numbers.add(one.version()));
    if (numbers.isEmpty()) {
      throw new FakeRefusal(40401, "Subject '" + subject + "' not found.");
    }
    return numbers;
  }

  private JsonNode deleteSubject(String subject, boolean permanent) {
    ArrayNode numbers = NODES.arrayNode();
    List<FakeSchema> all =
        store.versions(subject).stream().filter(one -> permanent || !one.deleted()).toList();
    if (all.isEmpty()) {
      throw new FakeRefusal(40401, "Subject '" + subject + "' not found.");
    }
    for (FakeSchema one : all) {
      store.delete(one, permanent);
      numbers.add(one.version());
    }
    return numbers;
  }

  private JsonNode schemas(List<String> path, Map<String, String> query) {
    if (path.size() == 1) {
      return page(query);
    }
    if (path.get(1).equals("types")) {
      return NODES.arrayNode().add("JSON").add("PROTOBUF").add("AVRO");
    }
    int id = Integer.parseInt(path.get(2));
    return store
        .byId(id, FakeStore.context(query.getOrDefault("subject", "")))
        .map(one -> one.text(NODES.objectNode()))
        .orElseThrow(() -> new FakeRefusal(40403, "Schema " + id + " not found"));
  }

  private JsonNode page(Map<String, String> query) {
    if (!faults.pages()) {
      throw new FakeRefusal(404, "HTTP 404 Not Found");
    }
    boolean deleted = "true".equals(query.get("deleted"));
    ArrayNode page = NODES.arrayNode();
    store.all().stream()
        .filter(one -> deleted || !one.deleted())
        .sorted(Comparator.comparing(FakeSchema::subject).thenComparing(FakeSchema::version))
        .skip(Long.parseLong(query.getOrDefault("offset", "0")))
        .limit(Math.min(faults.pageSize(), Long.parseLong(query.getOrDefault("limit", "1000"))))
        .forEach(one -> page.add(one.json()));
    return page;
  }

  private static JsonNode setting(
      String method,
      List<String> path,
      JsonNode body,
      Map<String, String> values,
      String key,
      int absent) {
    String subject = path.size() == 1 ? "" : path.get(1);
    ObjectNode answer = NODES.objectNode();
    String shown = key.equals("mode") ? key : "compatibilityLevel";
    if (method.equals("PUT")) {
      values.put(subject, body.path(key).asText());
      return body;
    }
    String value = method.equals("DELETE") ? values.remove(subject) : values.get(subject);
    if (value == null) {
      throw new FakeRefusal(absent, "Subject '" + subject + "' has no setting of its own");
    }
    return answer.put(shown, value);
  }

  private JsonNode compatibility(List<String> path, JsonNode body) {
    List<String> found = store.faults(path.get(2), body);
    ObjectNode answer = NODES.objectNode().put("is_compatible", found.isEmpty());
    ArrayNode messages = answer.putArray("messages");
    found.forEach(messages::add);
    return answer;
  }

  private JsonNode contexts() {
    ArrayNode names = NODES.arrayNode().add(".");
    new TreeSet<>(store.all().stream().map(one -> FakeStore.context(one.subject())).toList())
        .stream()
            .filter(one -> !one.isEmpty())
            .forEach(one -> names.add(one.substring(1, one.length() - 1)));
    return names;
  }
}
