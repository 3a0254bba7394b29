package io.strait.validator.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The written form of what is certified. Offsets and counts are numbers, hashes and seeds 16 hex
 * digits, times ISO 8601 in UTC. Reading is strict by writing again: what does not come out as it
 * went in is refused.
 */
final class CertificateJson {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    certificate.partitions().forEach(one -> partitions.add(PartitionJson.of(one)));
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
              + "; check it with the release that issued it, or issue it again while both clusters"
              + " still hold the records");
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
    json.path("partitions").forEach(one -> partitions.add(PartitionJson.read(one)));
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
}
