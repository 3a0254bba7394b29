package io.strait.validator.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.certificate.CertifiedPartition.Relation;
import io.strait.validator.digest.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The written form of one certified partition. */
final class PartitionJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private PartitionJson() {}

  static ObjectNode of(CertifiedPartition one) {
    ObjectNode json = JSON.createObjectNode();
    json.put("topic", one.topic().source());
    json.put("target_topic", one.topic().target());
    json.put("partition", one.partition());
    json.put("frontier", one.frontier());
    json.set("claim", ClaimJson.of(one.claim()));
    json.put("expectation", one.expectation());
    json.put("relation", one.relation().text());
    json.put("seed", HEX.toHexDigits(one.seed()));
    json.set("copy", digest(one.copy()));
    json.set("source", log(one.source()));
    json.set("target", log(one.target()));
    return json;
  }

  /**
   * Reads it back.
   *
   * @throws CertificateException if its windows do not make up what is certified
   */
  static CertifiedPartition read(JsonNode json) {
    long seed = hash(json.path("seed"));
    String name = json.path("topic").asText() + "-" + json.path("partition").asInt();
    return new CertifiedPartition(
        new TopicMapping(json.path("topic").asText(), json.path("target_topic").asText()),
        json.path("partition").asInt(),
        json.path("frontier").asLong(),
        ClaimJson.read(json.path("claim")),
        json.path("expectation").asText(),
        relation(json.path("relation").asText()),
        seed,
        digest(json.path("copy")),
        log(json.path("source"), seed, name),
        log(json.path("target"), seed, name));
  }

  private static Relation relation(String text) {
    return Arrays.stream(Relation.values())
        .filter(one -> one.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("relation '" + text + "'"));
  }

  private static ObjectNode log(CertifiedLog log) {
    ObjectNode json = JSON.createObjectNode();
    json.put("topic_id", log.topicId());
    json.putArray("range").add(log.range().from()).add(log.range().to());
    json.set("digest", digest(log.digest()));
    ArrayNode windows = json.putArray("windows");
    for (CertifiedLog.Window window : log.windows()) {
      windows.addObject().put("to", window.to()).set("digest", digest(window.digest()));
    }
    json.put("latest", log.latest().map(LatestValues::text).orElse(null));
    return json;
  }

  private static CertifiedLog log(JsonNode json, long seed, String name) {
    List<CertifiedLog.Window> windows = new ArrayList<>();
    json.path("windows")
        .forEach(
            one ->
                windows.add(
                    new CertifiedLog.Window(one.path("to").asLong(), digest(one.path("digest")))));
    CertifiedLog log =
        new CertifiedLog(
            json.path("topic_id").asText(),
            new OffsetRange(
                json.path("range").path(0).asLong(-1), json.path("range").path(1).asLong(-1)),
            digest(json.path("digest")),
            windows,
            Optional.of(json.path("latest"))
                .filter(JsonNode::isTextual)
                .map(latest -> LatestValues.read(latest.asText())));
    if (!log.addsUp(seed)) {
      throw CertificateException.unusable(
          name + ": its windows do not add up to the range and digest certified");
    }
    return log;
  }

  private static ObjectNode digest(Digest digest) {
    ObjectNode json = JSON.createObjectNode();
    json.put("count", digest.count());
    json.put("sum", HEX.toHexDigits(digest.sum()));
    json.put("content", HEX.toHexDigits(digest.content()));
    json.put("headers", HEX.toHexDigits(digest.headers()));
    json.put("timestamps", HEX.toHexDigits(digest.timestamps()));
    json.put("offsets", HEX.toHexDigits(digest.offsets()));
    return json;
  }

  private static Digest digest(JsonNode json) {
    return new Digest(
        json.path("count").asLong(),
        hash(json.path("sum")),
        hash(json.path("content")),
        hash(json.path("headers")),
        hash(json.path("timestamps")),
        hash(json.path("offsets")));
  }

  private static long hash(JsonNode json) {
    return HexFormat.fromHexDigitsToLong(json.asText());
  }
}
