package io.strait.ops.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Twins for machines; field names are stable. */
public final class TwinJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private TwinJson() {}

  /** Every link with every difference. */
  public static ObjectNode reports(List<TwinReport> reports) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("equal", reports.stream().allMatch(TwinReport::isTwin));
    ArrayNode links = json.putArray("links");
    reports.forEach(report -> links.add(report(report)));
    return json;
  }

  /** How the daemon keeps one link's target. */
  static ArrayNode kept(List<TwinStatus> kept) {
    ArrayNode array = MAPPER.createArrayNode();
    kept.forEach(one -> array.add(kept(one)));
    return array;
  }

  private static ObjectNode report(TwinReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("link", report.link().name().value());
    json.put("source", report.link().source().value());
    json.put("target", report.link().target().value());
    json.put("equal", report.isTwin());
    ArrayNode notes = json.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode aspects = json.putArray("aspects");
    report.aspects().forEach(aspect -> aspects.add(aspect(aspect)));
    return json;
  }

  private static ObjectNode aspect(AspectReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("aspect", report.aspect().text());
    json.put("compared", report.plan().map(plan -> plan.compared()).orElse(-1));
    json.put("equal", report.isTwin());
    report.error().ifPresent(error -> json.put("error", error));
    json.set("counts", counts(report.counts()));
    ArrayNode notes = json.putArray("notes");
    report.plan().ifPresent(plan -> plan.notes().forEach(notes::add));
    ArrayNode outcomes = json.putArray("outcomes");
    report.outcomes().forEach(outcome -> outcomes.add(outcome(outcome)));
    ArrayNode differences = json.putArray("differences");
    report.differences().forEach(difference -> differences.add(difference(difference)));
    return json;
  }

  private static ObjectNode difference(Difference difference) {
    ObjectNode json = named(difference);
    json.put("handling", text(difference.handling()));
    difference.now().ifPresent(now -> json.put("now", now));
    difference.wanted().ifPresent(wanted -> json.put("wanted", wanted));
    json.put("reason", difference.reason());
    return json;
  }

  private static ObjectNode outcome(Outcome outcome) {
    ObjectNode json = named(outcome.difference());
    json.put("done", outcome.done());
    if (!outcome.done()) {
      json.put("message", outcome.message());
    }
    return json;
  }

  private static ObjectNode named(Difference difference) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("resource", difference.resource());
    if (!difference.field().isEmpty()) {
      json.put("field", difference.field());
    }
    json.put("verb", difference.verb().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private static ObjectNode counts(Map<Handling, Long> counts) {
    ObjectNode json = MAPPER.createObjectNode();
    new TreeMap<>(counts).forEach((handling, count) -> json.put(text(handling), count));
    return json;
  }

  private static ObjectNode kept(TwinStatus status) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("aspect", status.aspect().text());
    status.at().ifPresent(at -> json.put("at", at.toString()));
    json.put("took_ms", status.took().toMillis());
    json.put("compared", status.compared());
    json.put("applied", status.applied());
    json.put("failed", status.failed());
    json.set("left", counts(status.left()));
    status.error().ifPresent(error -> json.put("error", error));
    status.lastSuccess().ifPresent(at -> json.put("last_success", at.toString()));
    return json;
  }

  private static String text(Handling handling) {
    return handling.name().toLowerCase(Locale.ROOT);
  }
}
