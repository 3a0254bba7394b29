package io.strait.validator.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.check.OffsetRelation;

/** The claim about offsets as agents get it. */
final class RelationJson {
  private RelationJson() {}

  /** Whether a relation can be told to an agent. */
  static boolean canSend(OffsetRelation relation) {
    return relation instanceof OffsetRelation.Exact || relation instanceof OffsetRelation.Shifted;
  }

  /**
   * The written form.
   *
   * @throws AgentFailure if there is none
   */
  static ObjectNode of(OffsetRelation relation) {
    ObjectNode json = Fields.JSON.createObjectNode();
    if (relation instanceof OffsetRelation.Exact) {
      return json.put("kind", "equal");
    }
    if (relation instanceof OffsetRelation.Shifted shifted) {
      return json.put("kind", "shifted").put("distance", shifted.distance());
    }
    throw new AgentFailure("a claim of this kind about offsets cannot be sent: " + relation);
  }

  static OffsetRelation read(Fields json) {
    String kind = json.text("kind", 16);
    OffsetRelation relation =
        switch (kind) {
          case "equal" -> OffsetRelation.EXACT;
          case "shifted" ->
              new OffsetRelation.Shifted(json.number("distance", -(1L << 60), 1L << 60));
          default ->
              throw new BadQuestion("'kind' of the claim is '" + kind + "', which is not known");
        };
    json.done();
    return relation;
  }
}
