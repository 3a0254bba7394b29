package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.offsets.Image;
import io.strait.replicator.sync.group.GroupKind;
import io.strait.replicator.sync.group.GroupSurvey;
import io.strait.replicator.sync.group.Verdict;
import io.strait.replicator.topology.Link;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Groups on both sides of a link, as JSON and as text made of that JSON. */
public final class GroupsView {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GroupsView() {}

  /** All groups of one link. */
  public static JsonNode json(Link link, GroupSurvey survey) {
    ObjectNode json = NODES.objectNode();
    json.put("link", link.name().value());
    json.put("source", link.source().value());
    json.put("target", link.target().value());
    ArrayNode groups = json.putArray("groups");
    survey.groups().forEach(group -> groups.add(group(group)));
    ArrayNode notes = json.putArray("notes");
    survey.notes().forEach(notes::add);
    return json;
  }

  private static JsonNode group(GroupSurvey.Group group) {
    ObjectNode json = NODES.objectNode();
    json.put("group", group.id());
    json.put("type", kind(group));
    json.put("source_state", group.source().state());
    json.put("target_state", group.target().state());
    json.put("exact", group.positions().stream().allMatch(GroupSurvey.Position::equal));
    ArrayNode positions = json.putArray("positions");
    group.positions().forEach(at -> positions.add(position(at)));
    return json;
  }

  private static String kind(GroupSurvey.Group group) {
    Optional<GroupKind> kind = group.source().kind().or(() -> group.target().kind());
    return kind.map(GroupKind::text).orElse("absent");
  }

  private static JsonNode position(GroupSurvey.Position at) {
    ObjectNode json = NODES.objectNode();
    json.put("topic", at.partition().topic());
    json.put("partition", at.partition().partition());
    json.put("target_topic", at.mirror().topic());
    put(json, "source", at.source());
    at.image()
        .ifPresent(
            image -> {
              json.put("image", image.position());
              json.put("image_exact", image instanceof Image.Exact);
            });
    put(json, "target", at.target());
    put(json, "error", at.error());
    json.put("moved_by", at.mover().text());
    json.put("action", action(at.verdict()));
    if (!at.verdict().why().isEmpty()) {
      json.put("why", at.verdict().why());
    }
    return json;
  }

  private static void put(ObjectNode json, String field, OptionalLong value) {
    if (value.isPresent()) {
      json.put(field, value.getAsLong());
    }
  }

  private static String action(Verdict verdict) {
    if (verdict instanceof Verdict.Hold hold) {
      return hold.handling().name().toLowerCase(Locale.ROOT);
    }
    if (verdict instanceof Verdict.SetTarget) {
      return "set target";
    }
    if (verdict instanceof Verdict.SetSource) {
      return "set source";
    }
    return verdict instanceof Verdict.Forget ? "delete" : "none";
  }

  /**
   * One line per group, with what is not exact below it.
   *
   * @param partitions whether every position is listed
   */
  public static String text(JsonNode view, boolean partitions) {
    StringBuilder text = new StringBuilder();
    JsonNode groups = view.get("groups");
    long exact = 0;
    for (JsonNode group : groups) {
      exact += group.get("exact").asBoolean() ? 1 : 0;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%s  %s -> %s  %,d groups, %,d exact%n",
            view.get("link").asText(),
            view.get("source").asText(),
            view.get("target").asText(),
            groups.size(),
            exact));
    view.get("notes").forEach(note -> text.append("  note: ").append(note.asText()).append('\n'));
    groups.forEach(group -> append(text, group, partitions));
    return text.toString();
  }

  private static void append(StringBuilder text, JsonNode group, boolean partitions) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-40s %-8s  source %-12s target %-12s %d positions, %s%n",
            group.get("group").asText(),
            group.get("type").asText(),
            group.get("source_state").asText(),
            group.get("target_state").asText(),
            group.get("positions").size(),
            group.get("exact").asBoolean() ? "exact" : actions(group)));
    for (JsonNode at : group.get("positions")) {
      if (partitions || at.has("why")) {
        append(text, at);
      }
    }
  }

  private static String actions(JsonNode group) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    group.get("positions").forEach(at -> counts.merge(at.get("action").asText(), 1, Integer::sum));
    counts.remove("none");
    return counts.isEmpty() ? "left alone" : counts.toString();
  }

  private static void append(StringBuilder text, JsonNode at) {
    text.append(
        String.format(
            Locale.ROOT,
            "    %s/%d  source %s  image %s%s  target %s  error %s  moved by %s  %s%n",
            at.get("topic").asText(),
            at.get("partition").asInt(),
            number(at, "source"),
            number(at, "image"),
            at.has("image") && !at.get("image_exact").asBoolean() ? " (not exact)" : "",
            number(at, "target"),
            number(at, "error"),
            at.get("moved_by").asText(),
            at.get("action").asText().equals("none") ? "" : at.get("action").asText()));
    if (at.has("why")) {
      text.append("      ").append(at.get("why").asText()).append('\n');
    }
  }

  private static String number(JsonNode at, String field) {
    return at.has(field) ? at.get(field).asText() : "-";
  }
}
