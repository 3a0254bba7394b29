package io.strait.validator.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.check.MappedOffsets;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.OffsetClaim;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A claim about one partition's offsets in a certificate, with the whole map and its digest. */
final class ClaimJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ClaimJson() {}

  static ObjectNode of(OffsetClaim claim) {
    ObjectNode json = JSON.createObjectNode();
    if (!(claim instanceof OffsetClaim.Related related)) {
      return json.put("kind", "order");
    }
    json.put("text", related.text());
    if (related.relation() instanceof OffsetRelation.Shifted shifted) {
      return json.put("kind", "shifted").put("distance", shifted.distance());
    }
    if (related.relation() instanceof MappedOffsets map) {
      json.put("kind", "map");
      ArrayNode pieces = json.putArray("pieces");
      for (MappedOffsets.Piece piece : map.pieces()) {
        pieces.addArray().add(piece.source()).add(piece.target()).add(piece.length());
      }
      return json.put("sha256", sha256(Canonical.bytes(pieces)));
    }
    return json.put("kind", "equal");
  }

  static OffsetClaim read(JsonNode json) {
    String text = json.path("text").asText();
    return switch (json.path("kind").asText()) {
      case "order" -> OffsetClaim.IN_ORDER;
      case "equal" -> new OffsetClaim.Related(OffsetRelation.EXACT, text);
      case "shifted" ->
          new OffsetClaim.Related(new OffsetRelation.Shifted(json.path("distance").asLong()), text);
      case "map" -> new OffsetClaim.Related(new MappedOffsets(pieces(json.path("pieces"))), text);
      default -> throw new IllegalArgumentException("claim " + json.path("kind"));
    };
  }

  private static List<MappedOffsets.Piece> pieces(JsonNode json) {
    List<MappedOffsets.Piece> pieces = new ArrayList<>();
    json.forEach(
        piece ->
            pieces.add(
                new MappedOffsets.Piece(
                    piece.path(0).asLong(), piece.path(1).asLong(), piece.path(2).asLong())));
    return pieces;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
