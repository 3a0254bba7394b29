package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The JSON of a link's flow for people. */
public final class FlowText {
  private FlowText() {}

  /** All parts, one line each, and where each comes from; ends with a line break. */
  public static String of(JsonNode flow) {
    StringBuilder text = new StringBuilder(flow.get("link").asText()).append('\n');
    line(text, flow, "rate", flow.get("rate").asText());
    line(text, flow, "paused", words(flow.get("paused"), "nothing"));
    line(text, flow, "classes", classes(flow.get("classes")));
    line(text, flow, "weights", weights(flow.get("weights")));
    if (flow.has("problem")) {
      text.append("  ! not known whether an operator changed it: ")
          .append(flow.get("problem").asText())
          .append('\n');
    }
    return text.toString();
  }

  /** What differs from full speed, in one phrase; empty when nothing does. */
  public static String brief(JsonNode flow) {
    List<String> parts = new ArrayList<>();
    if (flow.get("bytes_per_second").asLong() > 0) {
      parts.add("rate " + flow.get("rate").asText() + by(flow, "rate"));
    }
    if (!flow.get("paused").isEmpty()) {
      parts.add("paused " + words(flow.get("paused"), "") + by(flow, "paused"));
    }
    if (!flow.get("classes").isEmpty()) {
      parts.add(classes(flow.get("classes")) + by(flow, "classes"));
    }
    return String.join("; ", parts);
  }

  private static String by(JsonNode flow, String part) {
    return " (" + flow.get(part + "_from").asText() + ")";
  }

  private static void line(StringBuilder text, JsonNode flow, String part, String value) {
    boolean operator = flow.get(part + "_from").asText().equals("operator");
    String from =
        operator
            ? "operator, changed by "
                + flow.get("changed_by").asText()
                + " at "
                + flow.get("changed_at").asText()
            : "configuration";
    text.append(String.format(Locale.ROOT, "  %-8s %-30s %s%n", part, value, from));
  }

  private static String words(JsonNode list, String none) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return words.isEmpty() ? none : String.join(", ", words);
  }

  private static String classes(JsonNode classes) {
    Map<String, List<String>> byClass = new TreeMap<>();
    classes
        .properties()
        .forEach(
            one ->
                byClass
                    .computeIfAbsent(one.getValue().asText(), name -> new ArrayList<>())
                    .add(one.getKey()));
    List<String> parts = new ArrayList<>();
    byClass.forEach((name, topics) -> parts.add(name + ": " + String.join(", ", topics)));
    return parts.isEmpty() ? "all normal" : String.join("; ", parts);
  }

  private static String weights(JsonNode weights) {
    List<String> parts = new ArrayList<>();
    weights.properties().forEach(one -> parts.add(one.getKey() + " " + one.getValue().asText()));
    return String.join(", ", parts);
  }
}
