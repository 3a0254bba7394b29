package io.strait.ops.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.schema.CheckFinding;
import io.strait.replicator.sync.schema.IdScanResult;
import io.strait.replicator.sync.schema.IdUse;
import io.strait.replicator.sync.schema.SchemaCheck;
import java.util.List;
import java.util.Locale;

/** Schema ids in the data, and what a rollout would break, as JSON and as text. */
public final class SchemasView {
  private static final String UNKNOWN = "UNKNOWN";

  private SchemasView() {}

  /** What was found in one topic, with what both registries say about it. */
  public static ObjectNode json(IdScanResult scan, SchemaCheck check) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("topic", scan.topic());
    node.put("records", scan.records());
    node.put("whole", scan.whole());
    ArrayNode ids = node.putArray("ids");
    for (IdUse use : scan.uses()) {
      ObjectNode one = ids.addObject();
      one.put("in", use.key() ? "key" : "value");
      one.put("id", use.id());
      one.put("records", use.records());
      one.put("first", use.first().toString());
      one.put("last", use.last().toString());
      one.put(
          "schema",
          check.source(use.id()).map(SchemaVersion::key).map(Object::toString).orElse(UNKNOWN));
      check.there(use.id()).ifPresent(there -> one.put("on_target", there.toString()));
    }
    ArrayNode notes = node.putArray("notes");
    scan.notes().forEach(notes::add);
    return node;
  }

  /** Lines made of that JSON. */
  public static String text(ArrayNode topics) {
    StringBuilder text = new StringBuilder();
    topics.forEach(
        topic -> {
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s  %,d records looked at%s%n",
                  topic.path("topic").asText(),
                  topic.path("records").asLong(),
                  topic.path("whole").asBoolean() ? "" : " (the newest; all with --full)"));
          topic
              .path("ids")
              .forEach(
                  id ->
                      text.append(
                          String.format(
                              Locale.ROOT,
                              "  %-5s id %-8d %,10d records  first %s  last %s  %s%s%n",
                              id.path("in").asText(),
                              id.path("id").asInt(),
                              id.path("records").asLong(),
                              id.path("first").asText(),
                              id.path("last").asText(),
                              id.path("schema").asText(),
                              id.has("on_target") ? " -> " + id.path("on_target").asText() : "")));
          topic
              .path("notes")
              .forEach(note -> text.append("  note: ").append(note.asText()).append('\n'));
        });
    return text.isEmpty() ? "No topics.\n" : text.toString();
  }

  /** Findings as JSON. */
  public static ArrayNode json(List<CheckFinding> findings) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (CheckFinding finding : findings) {
      ObjectNode one = all.addObject();
      one.put("code", finding.code().name());
      one.put("about", finding.subject());
      one.put("detail", finding.detail());
    }
    return all;
  }

  /** One line per finding. */
  public static String findings(ArrayNode findings) {
    if (findings.isEmpty()) {
      return "Nothing would break.\n";
    }
    StringBuilder text = new StringBuilder();
    findings.forEach(
        one ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%s  %s%n    %s%n",
                    one.path("code").asText(),
                    one.path("about").asText(),
                    one.path("detail").asText())));
    return text.toString();
  }
}
