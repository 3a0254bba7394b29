package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.SloWords;
import java.time.Duration;
import java.util.Locale;

/** How links keep what is promised, for people. */
public final class SloText {
  private SloText() {}

  /** The command that lifts an action. */
  public static String override(LinkName link, ActionKind kind) {
    return "'strait slo grant --link "
        + link
        + " --action "
        + kind.word()
        + " --for 2h --reason ...'";
  }

  /** All links; ends with a line break unless there is none. */
  public static String of(JsonNode links) {
    StringBuilder text = new StringBuilder();
    for (JsonNode link : links) {
      append(text, link);
    }
    return text.isEmpty() ? "Nothing is promised: there is no 'objectives:'\n" : text.toString();
  }

  /** Only what an operator should know besides: actions, problems, what burns. One line each. */
  public static String brief(JsonNode link) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : link.get("objectives")) {
      String level = one.get("level").asText();
      if (level.equals("page") || level.equals("ticket")) {
        text.append("  ! ").append(line(one));
      }
    }
    link.get("actions").forEach(action -> append(text, action, link));
    return text.toString();
  }

  private static void append(StringBuilder text, JsonNode link) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s  %s  budget of %s%n",
            link.get("link").asText(),
            link.get("owner").asBoolean() ? "measured here" : "as its owner has stored it",
            link.get("window").asText()));
    for (JsonNode one : link.get("objectives")) {
      text.append("  ").append(line(one));
      if (one.has("good") && one.has("no_data")) {
        text.append("    no data: ").append(one.get("no_data").asText()).append('\n');
      }
      if (one.has("good")) {
        one.get("burn").forEach(burn -> text.append("    ").append(burn(burn)).append('\n'));
      }
    }
    link.get("actions").forEach(action -> append(text, action, link));
    for (JsonNode grant : link.get("grants")) {
      text.append("  grant ").append(grant(grant)).append('\n');
    }
    link.get("problems")
        .forEach(problem -> text.append("  ! ").append(problem.asText()).append('\n'));
  }

  private static String line(JsonNode one) {
    String promised =
        one.get("target_percent").asText()
            + " %"
            + (one.has("within_ms")
                ? " within " + SloWords.time(Duration.ofMillis(one.get("within_ms").asLong()))
                : "");
    return String.format(
        Locale.ROOT,
        "%-12s %-22s %-8s %s%n",
        one.get("objective").asText(),
        promised,
        one.get("level").asText(),
        figures(one));
  }

  private static String figures(JsonNode one) {
    if (!one.has("good")) {
      return one.has("no_data")
          ? "no data: " + one.get("no_data").asText()
          : "nothing was measured";
    }
    String lasts =
        one.has("exhausted_in_s") && one.get("exhausted_in_s").asLong() > 0
            ? ", at this rate gone in "
                + SloWords.about(Duration.ofSeconds(one.get("exhausted_in_s").asLong()))
            : "";
    return String.format(
        Locale.ROOT,
        "%.4f %% good (%,d of %,d bad), budget left %.1f %%%s",
        one.get("good_percent").asDouble(),
        one.get("bad").asLong(),
        one.get("good").asLong() + one.get("bad").asLong(),
        one.get("budget_left_percent").asDouble(),
        lasts);
  }

  private static String burn(JsonNode burn) {
    return String.format(
        Locale.ROOT,
        "%-6s over %-4s and %-4s above %-6s %s: %s",
        burn.get("severity").asText(),
        burn.get("long").asText(),
        burn.get("short").asText(),
        SloWords.rate(burn.get("limit").asDouble()),
        burn.get("burning").asText(),
        rate(burn, "long_rate") + ", " + rate(burn, "short_rate"));
  }

  private static String rate(JsonNode burn, String name) {
    return burn.has(name) ? SloWords.rate(burn.get(name).asDouble()) : "unknown";
  }

  private static void append(StringBuilder text, JsonNode action, JsonNode link) {
    boolean inForce = action.get("in_force").asBoolean();
    text.append("  ! ")
        .append(action.get("action").asText())
        .append(inForce ? " since " : " lifted by a grant, would hold since ")
        .append(action.get("since").asText())
        .append(": ")
        .append(action.get("reason").asText())
        .append('\n');
    text.append("      ")
        .append(action.get("effect").asText())
        .append(action.has("calm_since") ? "; calm since " + action.get("calm_since").asText() : "")
        .append(inForce ? "; " + action.get("override").asText() + " lifts it" : "")
        .append('\n');
  }

  /** One grant, without a line break. */
  public static String grant(JsonNode grant) {
    return grant.get("id").asText()
        + ": "
        + grant.get("action").asText()
        + (grant.get("holds").asBoolean() ? " lifted until " : " was lifted until ")
        + grant.get("until").asText()
        + " by "
        + grant.get("by").asText()
        + ": "
        + grant.get("reason").asText();
  }
}
