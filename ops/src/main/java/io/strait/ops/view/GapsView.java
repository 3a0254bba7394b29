package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.topology.Link;
import java.util.Locale;

/** The gap ledger as JSON and as text made of that JSON. */
public final class GapsView {
  private GapsView() {}

  /** One entry. */
  public static JsonNode json(Link link, Gap gap) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("link", link.name().value());
    json.put("topic", gap.source().topic());
    json.put("partition", gap.source().partition());
    json.put("target_topic", gap.target().topic());
    json.put("from", gap.from());
    json.put("to", gap.to());
    json.put("offsets", gap.offsets());
    json.put("cause", gap.cause().name());
    json.put("loss", gap.cause().isLoss());
    json.put("at", gap.at().toString());
    json.put("detail", gap.detail());
    return json;
  }

  /** One line per entry and a sum. */
  public static String text(JsonNode entries) {
    if (entries.isEmpty()) {
      return "No gaps.\n";
    }
    StringBuilder text = new StringBuilder();
    long lost = 0;
    for (JsonNode entry : entries) {
      lost += entry.get("loss").asBoolean() ? entry.get("offsets").asLong() : 0;
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %s  %s-%d  [%d, %d)  %s%s%n    %s%n",
              entry.get("at").asText(),
              entry.get("link").asText(),
              entry.get("topic").asText(),
              entry.get("partition").asInt(),
              entry.get("from").asLong(),
              entry.get("to").asLong(),
              entry.get("cause").asText(),
              entry.get("loss").asBoolean() ? " (lost)" : "",
              entry.get("detail").asText()));
    }
    return text.append(
            String.format(
                Locale.ROOT, "%d entries, %,d source offsets lost%n", entries.size(), lost))
        .toString();
  }
}
