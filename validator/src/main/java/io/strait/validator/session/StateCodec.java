package io.strait.validator.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.ProofPoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.common.TopicPartition;

/**
 * A line of a state file: one JSON object whose last field is the CRC32C of all before it. Pure.
 */
final class StateCodec {
  static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CRC = ",\"crc\":\"";
  private static final int CRC_LENGTH = CRC.length() + 8 + 2;

  private StateCodec() {}

  /** Without a line feed. */
  static String line(StateEntry entry) {
    String text = tree(entry).toString();
    String open = text.substring(0, text.length() - 1);
    return open + CRC + crc(open) + "\"}";
  }

  /** Empty when the line is damaged. */
  static Optional<StateEntry> entry(String line) {
    int cut = line.length() - CRC_LENGTH;
    if (cut < 1 || !line.endsWith(CRC + crc(line.substring(0, cut)) + "\"}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(JSON.readTree(line)));
    } catch (JsonProcessingException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static ObjectNode tree(StateEntry entry) {
    ObjectNode node = JSON.createObjectNode();
    if (entry instanceof StateEntry.Head head) {
      node.put("strait_verify", VERSION);
      node.put("source_cluster", head.sourceCluster()).put("target_cluster", head.targetCluster());
    } else if (entry instanceof StateEntry.Begun begun) {
      node.put("begun", begun.run()).put("at", begun.at().toString());
      node.put("mode", begun.mode().word()).put("selection", begun.selection());
    } else if (entry instanceof StateEntry.Ended ended) {
      node.put("ended", ended.run()).put("at", ended.at().toString());
      node.put("verdict", ended.verdict());
    } else if (entry instanceof StateEntry.Point point) {
      point(node, point);
    }
    return node;
  }

  private static void point(ObjectNode node, StateEntry.Point entry) {
    ProofPoint point = entry.point();
    node.put("run", entry.run());
    node.put("topic", point.source().topic()).put("partition", point.source().partition());
    node.putArray("proven").add(point.proven().from()).add(point.proven().to());
    node.put("target_to", point.targetTo()).put("seed", point.seed());
    Digest digest = point.digest();
    ArrayNode lanes = node.putArray("digest");
    lanes.add(digest.count()).add(digest.sum()).add(digest.content());
    lanes.add(digest.headers()).add(digest.timestamps()).add(digest.offsets());
    LogIdentity log = entry.log();
    node.put("source_topic_id", log.sourceTopicId()).put("target_topic", log.targetTopic());
    node.put("target_topic_id", log.targetTopicId()).put("contract", log.contract());
    node.put("last", entry.isLast());
  }

  private static StateEntry read(JsonNode node) {
    if (node.has("strait_verify")) {
      if (node.get("strait_verify").asInt() != VERSION) {
        throw new IllegalArgumentException("version " + node.get("strait_verify"));
      }
      return new StateEntry.Head(text(node, "source_cluster"), text(node, "target_cluster"));
    }
    if (node.has("begun")) {
      Mode mode = Mode.of(text(node, "mode")).orElseThrow();
      Instant at = Instant.parse(text(node, "at"));
      return new StateEntry.Begun(text(node, "begun"), at, mode, text(node, "selection"));
    }
    if (node.has("ended")) {
      Instant at = Instant.parse(text(node, "at"));
      return new StateEntry.Ended(text(node, "ended"), at, text(node, "verdict"));
    }
    return point(node);
  }

  private static StateEntry.Point point(JsonNode node) {
    JsonNode lanes = node.required("digest");
    Digest digest =
        new Digest(
            lanes.required(0).longValue(),
            lanes.required(1).longValue(),
            lanes.required(2).longValue(),
            lanes.required(3).longValue(),
            lanes.required(4).longValue(),
            lanes.required(5).longValue());
    JsonNode proven = node.required("proven");
    ProofPoint point =
        new ProofPoint(
            new TopicPartition(text(node, "topic"), node.required("partition").intValue()),
            new OffsetRange(proven.required(0).longValue(), proven.required(1).longValue()),
            node.required("target_to").longValue(),
            node.required("seed").longValue(),
            digest);
    LogIdentity log =
        new LogIdentity(
            text(node, "source_topic_id"),
            text(node, "target_topic"),
            text(node, "target_topic_id"),
            text(node, "contract"));
    return new StateEntry.Point(text(node, "run"), log, point, node.required("last").asBoolean());
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).textValue();
  }
}
