package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.offsets.Whereabouts;
import io.strait.replicator.offsets.Image;
import io.strait.replicator.topology.Link;
import java.util.Locale;

/** Where offsets are, as JSON and as text made of that JSON. */
public final class OffsetsView {
  private OffsetsView() {}

  /** One answer. */
  public static JsonNode json(Link link, boolean back, Whereabouts found) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("link", link.name().value());
    json.put("asked", found.question().text());
    json.put("side", back ? "target" : "source");
    json.put("cluster", (back ? link.target() : link.source()).value());
    json.put("topic", found.question().partition().topic());
    json.put("partition", found.question().partition().partition());
    json.put("offset", found.offset());
    json.put("holds", found.holds());
    json.put("other_cluster", (back ? link.source() : link.target()).value());
    json.put("other_topic", found.other().topic());
    json.put("other_offset", found.image().position());
    json.put("position", kind(found.image()));
    json.put("mode", found.mapped() ? "MAPPED" : "EXACT");
    json.put("record_there", found.there());
    if (!found.notes().isEmpty()) {
      json.put("note", found.notes());
    }
    found.gap().ifPresent(gap -> json.set("gap", GapsView.json(link, gap)));
    return json;
  }

  private static String kind(Image image) {
    if (image instanceof Image.Exact) {
      return "exact";
    }
    if (image instanceof Image.Ahead) {
      return "not copied yet";
    }
    return image instanceof Image.Cut ? "skips" : "outside";
  }

  /** Two or three lines. */
  public static String text(JsonNode found) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s %s/%d@%d -> %s %s/%d@%d  %s  (%s)%n",
            found.get("cluster").asText(),
            found.get("topic").asText(),
            found.get("partition").asInt(),
            found.get("offset").asLong(),
            found.get("other_cluster").asText(),
            found.get("other_topic").asText(),
            found.get("partition").asInt(),
            found.get("other_offset").asLong(),
            found.get("position").asText(),
            found.get("mode").asText().equals("EXACT") ? "equal offsets" : "mapped offsets"));
    text.append("    holds ").append(found.get("holds").asText());
    text.append(
        found.get("record_there").asBoolean() ? "; the record is on the other side\n" : "\n");
    if (found.has("note")) {
      text.append("    ").append(found.get("note").asText()).append('\n');
    }
    return text.toString();
  }
}
