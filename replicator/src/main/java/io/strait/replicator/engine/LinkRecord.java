package io.strait.replicator.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * What a link's first owner wrote down about it, so that every later one can tell whether it still
 * speaks of the same clusters and topics.
 *
 * @param sourceClusterId the source cluster's own id
 * @param targetClusterId the target cluster's own id
 * @param producerId the id that the link's data carries
 * @param ownerEpoch how many times an engine has taken the link over; 0 in records of releases that
 *     did not count
 * @param sourceTopics topic id by name
 * @param targetTopics topic id by name
 * @param formerSources by name, the ids that source topics had before they were created again and
 *     the link followed them; topics of which that is not so are left out
 */
record LinkRecord(
    String sourceClusterId,
    String targetClusterId,
    long producerId,
    int ownerEpoch,
    Map<String, Uuid> sourceTopics,
    Map<String, Uuid> targetTopics,
    Map<String, Set<Uuid>> formerSources) {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  LinkRecord {
    sourceTopics = Map.copyOf(sourceTopics);
    targetTopics = Map.copyOf(targetTopics);
    formerSources = Map.copyOf(formerSources);
  }

  /** No source topic was created again. */
  LinkRecord(
      String sourceClusterId,
      String targetClusterId,
      long producerId,
      int ownerEpoch,
      Map<String, Uuid> sourceTopics,
      Map<String, Uuid> targetTopics) {
    this(
        sourceClusterId,
        targetClusterId,
        producerId,
        ownerEpoch,
        sourceTopics,
        targetTopics,
        Map.of());
  }

  /** The same in the hands of the owner with this epoch. */
  LinkRecord owned(int epoch) {
    return new LinkRecord(
        sourceClusterId,
        targetClusterId,
        producerId,
        epoch,
        sourceTopics,
        targetTopics,
        formerSources);
  }

  byte[] toBytes() {
    ObjectNode node = JSON.createObjectNode();
    node.put("v", VERSION);
    node.put("source_cluster", sourceClusterId);
    node.put("target_cluster", targetClusterId);
    node.put("producer_id", Long.toString(producerId));
    node.put("owner_epoch", ownerEpoch);
    ObjectNode sources = node.putObject("source_topics");
    new TreeMap<>(sourceTopics).forEach((topic, id) -> sources.put(topic, id.toString()));
    ObjectNode targets = node.putObject("target_topics");
    new TreeMap<>(targetTopics).forEach((topic, id) -> targets.put(topic, id.toString()));
    if (!formerSources.isEmpty()) {
      ObjectNode former = node.putObject("former_source_topics");
      new TreeMap<>(formerSources)
          .forEach(
              (topic, ids) -> {
                ArrayNode list = former.putArray(topic);
                ids.stream().map(Uuid::toString).sorted().forEach(list::add);
              });
    }
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Refuses a record of a newer version and anything that is not such a record. */
  static LinkRecord fromBytes(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node.path("v").asInt() != VERSION) {
        throw new LinkRefused(
            "the link's record in strait.links has version "
                + node.path("v")
                + " but this release knows "
                + VERSION
                + "; run the release that wrote it");
      }
      return new LinkRecord(
          node.path("source_cluster").asText(),
          node.path("target_cluster").asText(),
          Long.parseLong(node.path("producer_id").asText()),
          node.path("owner_epoch").asInt(),
          topics(node.path("source_topics")),
          topics(node.path("target_topics")),
          former(node.path("former_source_topics")));
    } catch (IOException | NumberFormatException e) {
      throw new LinkRefused("the link's record in strait.links cannot be read: " + e.getMessage());
    }
  }

  private static Map<String, Set<Uuid>> former(JsonNode node) {
    Map<String, Set<Uuid>> former = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Set<Uuid> ids = new HashSet<>();
      entry.getValue().forEach(id -> ids.add(Uuid.fromString(id.asText())));
      former.put(entry.getKey(), Set.copyOf(ids));
    }
    return former;
  }

  private static Map<String, Uuid> topics(JsonNode node) {
    Map<String, Uuid> topics = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      topics.put(entry.getKey(), Uuid.fromString(entry.getValue().asText()));
    }
    return topics;
  }
}
