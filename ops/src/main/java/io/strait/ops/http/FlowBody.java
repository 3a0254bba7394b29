package io.strait.ops.http;

import io.strait.ops.flow.ByteRate;
import io.strait.ops.flow.ByteSize;
import io.strait.ops.flow.FlowChange;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.PriorityClass;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a request asks for; strict. */
final class FlowBody {
  private static final Set<String> FLOW = new TreeSet<>(Set.of("rate", "classes", "weights"));

  private FlowBody() {}

  /**
   * The body of {@code PUT .../flow}.
   *
   * @throws IllegalArgumentException if it is none; says what would be one
   */
  static FlowChange flow(String body) {
    JsonObject json = object(body, FLOW);
    Optional<Long> rate = Optional.empty();
    if (json.containsKey("rate")) {
      rate = Optional.of(rate(json.getValue("rate")));
    }
    Optional<Map<String, PriorityClass>> classes = group(json, "classes").map(FlowBody::classes);
    Optional<Map<PriorityClass, Integer>> weights = group(json, "weights").map(FlowBody::weights);
    if (json.isEmpty()) {
      throw new IllegalArgumentException("the body asks for nothing; known here are " + FLOW);
    }
    return new FlowChange(rate, Set.of(), Set.of(), classes, weights);
  }

  /**
   * The body of {@code POST .../pause} and {@code resume}.
   *
   * @throws IllegalArgumentException if it names no topics
   */
  static Set<String> topics(String body) {
    Object value = object(body, Set.of("topics")).getValue("topics");
    if (!(value instanceof JsonArray list)
        || list.isEmpty()
        || !list.stream().allMatch(String.class::isInstance)) {
      throw new IllegalArgumentException(
          "topics is " + value + ", but must be a list of names: {\"topics\": [\"orders\"]}");
    }
    Set<String> topics = new HashSet<>();
    list.forEach(topic -> topics.add((String) topic));
    return topics;
  }

  /**
   * The body of {@code PUT /memory}.
   *
   * @throws IllegalArgumentException if it names no amount
   */
  static long memory(String body) {
    Object value = object(body, Set.of("limit")).getValue("limit");
    try {
      return ByteSize.parse(String.valueOf(value)).bytes();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("limit " + e.getMessage(), e);
    }
  }

  private static JsonObject object(String body, Set<String> known) {
    JsonObject json;
    try {
      json = new JsonObject(body == null || body.isBlank() ? "{}" : body);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the body is no JSON object", e);
    }
    for (String key : json.fieldNames()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' is not known here; known are " + new TreeSet<>(known));
      }
    }
    return json;
  }

  private static long rate(Object value) {
    try {
      return ByteRate.parse(String.valueOf(value)).bytesPerSecond();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rate " + e.getMessage(), e);
    }
  }

  private static Optional<JsonObject> group(JsonObject json, String key) {
    Object value = json.getValue(key);
    if (json.containsKey(key) && !(value instanceof JsonObject)) {
      throw new IllegalArgumentException(key + " is " + value + ", but must be an object");
    }
    return Optional.ofNullable((JsonObject) value);
  }

  /** As in the configuration: topics by class. */
  private static Map<String, PriorityClass> classes(JsonObject group) {
    Map<String, PriorityClass> classes = new HashMap<>();
    for (Map.Entry<String, Object> one : group) {
      PriorityClass name = name(one.getKey());
      if (!(one.getValue() instanceof JsonArray list)) {
        throw new IllegalArgumentException(
            "classes." + one.getKey() + " is " + one.getValue() + ", but must be a list of topics");
      }
      for (Object topic : list) {
        if (classes.putIfAbsent(String.valueOf(topic), name) != null) {
          throw new IllegalArgumentException("topic '" + topic + "' is in two classes");
        }
      }
    }
    return classes;
  }

  private static Map<PriorityClass, Integer> weights(JsonObject group) {
    Map<PriorityClass, Integer> weights = new EnumMap<>(PriorityClass.class);
    for (Map.Entry<String, Object> one : group) {
      if (!(one.getValue() instanceof Integer weight)) {
        throw new IllegalArgumentException(
            "weights." + one.getKey() + " is " + one.getValue() + ", but must be a whole number");
      }
      weights.put(name(one.getKey()), weight);
    }
    return new FlowSettings(0, Set.of(), Map.of(), weights).weights();
  }

  private static PriorityClass name(String word) {
    for (PriorityClass one : PriorityClass.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "'" + word + "' is no class; classes are critical, normal and bulk");
  }
}
