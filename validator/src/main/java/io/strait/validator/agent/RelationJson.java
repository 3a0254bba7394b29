package io.strait.validator.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.check.MappedOffsets;
import io.strait.validator.check.OffsetRelation;
import java.util.ArrayList;
import java.util.List;

/** The claim about offsets as agents get it. */
final class RelationJson {
  /** The longest map that fits into a question. */
  static final int MOST_PIECES = 10_000;

  private RelationJson() {}

  /** Whether a relation can be told to an agent. */
  static boolean canSend(OffsetRelation relation) {
    return !(relation instanceof MappedOffsets map) || map.pieces().size() <= MOST_PIECES;
  }

  /** The written form of one that {@link #canSend}. */
  static ObjectNode of(OffsetRelation relation) {
    ObjectNode json = Fields.JSON.createObjectNode();
    if (relation instanceof OffsetRelation.Exact) {
      return json.put("kind", "equal");
    }
    if (relation instanceof OffsetRelation.Shifted shifted) {
      return json.put("kind", "shifted").put("distance", shifted.distance());
    }
    MappedOffsets map = (MappedOffsets) relation;
    json.put("kind", "map");
    ArrayNode pieces = json.putArray("pieces");
    for (MappedOffsets.Piece piece : map.pieces()) {
      pieces.addArray().add(piece.source()).add(piece.target()).add(piece.length());
    }
    return json;
  }

  static OffsetRelation read(Fields json) {
    String kind = json.text("kind", 16);
    OffsetRelation relation =
        switch (kind) {
          case "equal" -> OffsetRelation.EXACT;
          case "shifted" ->
              new OffsetRelation.Shifted(json.number("distance", -(1L << 60), 1L << 60));
          case "map" -> map(json);
          default ->
              throw new BadQuestion("'kind' of the claim is '" + kind + "', which is not known");
        };
    json.done();
    return relation;
  }

  private static OffsetRelation map(Fields json) {
    List<MappedOffsets.Piece> pieces = new ArrayList<>();
    for (List<Long> piece : json.rows("pieces", MOST_PIECES, 3)) {
      pieces.add(new MappedOffsets.Piece(piece.get(0), piece.get(1), piece.get(2)));
    }
    try {
      return new MappedOffsets(pieces);
    } catch (IllegalArgumentException e) {
      throw new BadQuestion(e.getMessage());
    }
  }
}
