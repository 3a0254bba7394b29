package io.strait.validator.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.digest.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The written form of what is certified. Offsets and counts are numbers, hashes and seeds 16 hex
 * digits, times ISO 8601 in UTC. Reading is strict by writing again: what does not come out as it
 * went in is refused.
 */
final class CertificateJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private CertificateJson() {}

  static ObjectNode of(Certificate certificate, String key) {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", Certificate.VERSION);
    json.put("product", certificate.product());
    json.put("key", key);
    json.put("subject", certificate.subject());
    json.put("link", certificate.link());
    json.set("source", side(certificate.source()));
    json.set("target", side(certificate.target()));
    json.put("issued_at", certificate.issuedAt().toString());
    json.put("evidence_until", certificate.evidenceUntil().map(Instant::toString).orElse(null));
    json.put("verdict", certificate.verdict());
    ArrayNode partitions = json.putArray("partitions");
    certificate.partitions().forEach(one -> partitions.add(partition(one)));
    ArrayNode accepted = json.putArray("accepted");
    certificate
        .accepted()
        .forEach(
            one ->
                accepted
                    .addObject()
                    .put("finding", one.finding())
                    .put("evidence", one.evidence())
                    .put("reason", one.reason())
                    .put("by", one.by()));
    ArrayNode uncovered = json.putArray("uncovered");
    certificate.uncovered().forEach(uncovered::add);
    json.set("fence", certificate.fence());
    json.set("journal", certificate.journal());
    return json;
  }

  static void refuseOtherVersions(JsonNode json) {
    if (json.path("version").asInt() != Certificate.VERSION) {
      throw CertificateException.unusable(
          "this certificate has version "
              + json.path("version")
              + ", and this Strait reads version "
              + Certificate.VERSION
              + "; check it with the release that issued it");
    }
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws CertificateException if it is something else
   */
  static Certificate read(JsonNode json) {
    try {
      Certificate certificate = certificate(json);
      ObjectNode again = of(certificate, json.path("key").asText());
      if (!Arrays.equals(Canonical.bytes(again), Canonical.bytes(json))) {
        throw CertificateException.unusable(
            "this certificate holds fields that are not known here, or lacks some; check it with"
                + " the release that issued it");
      }
      return certificate;
    } catch (DateTimeException | IllegalArgumentException | ClassCastException e) {
      throw CertificateException.unusable(
          "this certificate holds a value that makes no sense: " + e.getMessage());
    }
  }

  private static Certificate certificate(JsonNode json) {
    List<CertifiedPartition> partitions = new ArrayList<>();
    json.path("partitions").forEach(one -> partitions.add(partition(one)));
    List<Certificate.Accepted> accepted = new ArrayList<>();
    json.path("accepted")
        .forEach(
            one ->
                accepted.add(
                    new Certificate.Accepted(
                        one.path("finding").asText(),
                        one.path("evidence").asText(),
                        one.path("reason").asText(),
                        one.path("by").asText())));
    List<String> uncovered = new ArrayList<>();
    json.path("uncovered").forEach(one -> uncovered.add(one.asText()));
    return new Certificate(
        json.path("product").asText(),
        json.path("subject").asText(),
        json.path("link").asText(),
        side(json.path("source")),
        side(json.path("target")),
        Instant.parse(json.path("issued_at").asText()),
        Optional.of(json.path("evidence_until"))
            .filter(JsonNode::isTextual)
            .map(until -> Instant.parse(until.asText())),
        partitions,
        accepted,
        uncovered,
        (ObjectNode) json.get("fence"),
        (ObjectNode) json.get("journal"));
  }

  private static ObjectNode side(Certificate.Side side) {
    return JSON.createObjectNode().put("alias", side.alias()).put("cluster_id", side.id());
  }

  private static Certificate.Side side(JsonNode json) {
    return new Certificate.Side(json.path("alias").asText(), json.path("cluster_id").asText());
  }

  private static ObjectNode partition(CertifiedPartition one) {
    ObjectNode json = JSON.createObjectNode();
    json.put("topic", one.topic().source());
    json.put("target_topic", one.topic().target());
    json.put("topic_id", one.sourceTopicId());
    json.put("target_topic_id", one.targetTopicId());
    json.put("partition", one.partition());
    json.put("frontier", one.frontier());
    json.set("proven", range(one.proven()));
    json.set("target", range(one.target()));
    json.set("claim", ClaimJson.of(one.claim()));
    json.put("expectation", one.expectation());
    json.put("seed", HEX.toHexDigits(one.seed()));
    json.set("digest", digest(one.digest()));
    ArrayNode windows = json.putArray("windows");
    for (CertifiedPartition.Window window : one.windows()) {
      ObjectNode written = windows.addObject();
      written.put("to", window.to()).put("target_to", window.targetTo());
      written.set("digest", digest(window.digest()));
    }
    return json;
  }

  private static CertifiedPartition partition(JsonNode json) {
    List<CertifiedPartition.Window> windows = new ArrayList<>();
    json.path("windows")
        .forEach(
            one ->
                windows.add(
                    new CertifiedPartition.Window(
                        one.path("to").asLong(),
                        one.path("target_to").asLong(),
                        digest(one.path("digest")))));
    return new CertifiedPartition(
        new TopicMapping(json.path("topic").asText(), json.path("target_topic").asText()),
        json.path("topic_id").asText(),
        json.path("target_topic_id").asText(),
        json.path("partition").asInt(),
        json.path("frontier").asLong(),
        range(json.path("proven")),
        range(json.path("target")),
        ClaimJson.read(json.path("claim")),
        json.path("expectation").asText(),
        hash(json.path("seed")),
        digest(json.path("digest")),
        windows);
  }

  private static ArrayNode range(OffsetRange range) {
    return JSON.createArrayNode().add(range.from()).add(range.to());
  }

  private static OffsetRange range(JsonNode json) {
    return new OffsetRange(json.path(0).asLong(-1), json.path(1).asLong(-1));
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
