package io.strait.replicator.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * How far the copy of a compacted partition was known to have missed no tombstone: it had read all
 * that the source held at that time. Kept beside the gap ledger, one record per partition.
 *
 * @param target the mirror partition
 * @param sourceTopicId id of the source topic; what was so of another one says nothing
 * @param offset source offset before which everything was copied
 * @param at wall clock of that time, in milliseconds; {@link #NEVER} while keys are deleted
 * @param keysKept whether all that the link has ever copied there has the source's keys
 */
record CaughtUp(TopicPartition target, Uuid sourceTopicId, long offset, long at, boolean keysKept) {
  /** Keys that are to be deleted were found, and may still be there. */
  static final long NEVER = 0;

  private static final String PREFIX = "CAUGHT_UP ";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a record of the ledger's topic is one of these, by its key. */
  static boolean isKey(String key) {
    return key.startsWith(PREFIX);
  }

  byte[] key() {
    return (PREFIX + target).getBytes(StandardCharsets.UTF_8);
  }

  byte[] toBytes() {
    return JSON.createObjectNode()
        .put("v", VERSION)
        .put("topic", target.topic())
        .put("partition", target.partition())
        .put("source_topic_id", sourceTopicId.toString())
        .put("offset", offset)
        .put("at", at)
        .put("keys_kept", keysKept)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** By mirror partition; what a later release wrote, or nobody can read, counts as not there. */
  static Map<TopicPartition, CaughtUp> of(Map<String, byte[]> ledgerTopic) {
    Map<TopicPartition, CaughtUp> all = new HashMap<>();
    ledgerTopic.forEach(
        (key, value) -> {
          if (isKey(key)) {
            read(value).ifPresent(one -> all.put(one.target(), one));
          }
        });
    return all;
  }

  private static Optional<CaughtUp> read(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      return node.path("v").asInt() != VERSION
          ? Optional.empty()
          : Optional.of(
              new CaughtUp(
                  new TopicPartition(node.path("topic").asText(), node.path("partition").asInt()),
                  Uuid.fromString(node.path("source_topic_id").asText()),
                  node.path("offset").asLong(),
                  node.path("at").asLong(),
                  node.path("keys_kept").asBoolean(false)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
