package io.strait.replicator.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of {@code strait.shares.<link>}. A plan's topics each hold an array by partition
 * number: the slot, or {@code [to, from, since]} while it moves, or null.
 */
final class ShareJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ShareJson() {}

  static byte[] bytes(SharePlan plan) {
    ObjectNode node = JSON.createObjectNode();
    node.put("v", VERSION).put("version", plan.version());
    ObjectNode topics = node.putObject("topics");
    Map<String, Map<Integer, Place>> byTopic = new TreeMap<>();
    plan.places()
        .forEach(
            (partition, place) ->
                byTopic
                    .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                    .put(partition.partition(), place));
    byTopic.forEach((topic, places) -> putPlaces(topics.putArray(topic), places));
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void putPlaces(ArrayNode array, Map<Integer, Place> places) {
    int last = places.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
    for (int i = 0; i <= last; i++) {
      Place place = places.get(i);
      if (place == null) {
        array.addNull();
      } else if (place.isMoving()) {
        array.addArray().add(place.slot()).add(place.from().getAsInt()).add(place.since());
      } else {
        array.add(place.slot());
      }
    }
  }

  /** Refuses a record of a newer version and anything that is no plan. */
  static SharePlan plan(byte[] bytes) {
    JsonNode node = read(bytes);
    Map<TopicPartition, Place> places = new HashMap<>();
    for (Map.Entry<String, JsonNode> topic : node.path("topics").properties()) {
      for (int i = 0; i < topic.getValue().size(); i++) {
        JsonNode place = topic.getValue().get(i);
        if (!place.isNull()) {
          places.put(new TopicPartition(topic.getKey(), i), place(place));
        }
      }
    }
    return new SharePlan(node.path("version").asLong(), places);
  }

  private static Place place(JsonNode node) {
    return node.isArray()
        ? Place.moving(node.get(1).asInt(), node.get(0).asInt(), node.get(2).asLong())
        : Place.in(node.asInt());
  }

  static byte[] bytes(SlotReport report) {
    ObjectNode node = JSON.createObjectNode();
    node.put("v", VERSION)
        .put("slot", report.slot())
        .put("worker", report.worker())
        .put("settled", report.settled())
        .put("every_ms", report.everyMillis());
    report.problem().ifPresent(problem -> node.put("problem", problem));
    ArrayNode partitions = node.putArray("partitions");
    report.partitions().forEach(one -> partitions.add(ProgressJson.of(JSON, one)));
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Refuses a record of a newer version and anything that is no report. */
  static SlotReport report(byte[] bytes) {
    JsonNode node = read(bytes);
    List<io.strait.replicator.progress.PartitionProgress> partitions = new ArrayList<>();
    node.path("partitions").forEach(one -> partitions.add(ProgressJson.read(one)));
    return new SlotReport(
        node.path("slot").asInt(),
        node.path("worker").asText(),
        node.path("settled").asLong(-1),
        node.path("every_ms").asLong(),
        partitions,
        Optional.ofNullable(node.get("problem")).map(JsonNode::asText));
  }

  private static JsonNode read(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node.path("v").asInt() != VERSION) {
        throw new IllegalStateException(
            "a record of the link's shares has version "
                + node.path("v")
                + " but this release knows "
                + VERSION
                + "; run the release that wrote it");
      }
      return node;
    } catch (IOException e) {
      throw new IllegalStateException(
          "a record of the link's shares cannot be read: " + e.getMessage(), e);
    }
  }
}
