package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TwinPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Twins for people: what is alike is counted and shown by a few examples. */
public final class TwinText {
  private static final int EXAMPLES = 3;
  private static final int KINDS = 12;

  private final boolean all;

  private TwinText(boolean all) {
    this.all = all;
  }

  /**
   * One link; ends with a line break.
   *
   * @param all whether every difference is listed
   */
  public static String of(TwinReport report, boolean all) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s  %s -> %s  %s%n",
            report.link().name(),
            report.link().source(),
            report.link().target(),
            report.isTwin() ? "twin" : "differs"));
    report.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
    report.aspects().forEach(aspect -> new TwinText(all).append(text, aspect));
    return text.toString();
  }

  /** How the daemon keeps one aspect: one line, from the JSON view. */
  static String kept(JsonNode status) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "  twin %-8s %s",
            status.get("aspect").asText(),
            status.has("at")
                ? String.format(
                    Locale.ROOT,
                    "%s, %,d compared in %,d ms, %,d applied",
                    status.get("at").asText(),
                    status.get("compared").asLong(),
                    status.get("took_ms").asLong(),
                    status.get("applied").asLong())
                : "not compared yet"));
    if (status.get("failed").asLong() > 0) {
      text.append(", ").append(status.get("failed").asLong()).append(" FAILED");
    }
    if (!status.get("left").isEmpty()) {
      text.append(", left: ").append(PartitionNotes.tally(status.get("left")));
    }
    text.append('\n');
    if (status.has("error")) {
      text.append("    ! ").append(status.get("error").asText()).append('\n');
    }
    return text.toString();
  }

  private void append(StringBuilder text, AspectReport report) {
    text.append(String.format(Locale.ROOT, "  %-8s %s%n", report.aspect().text(), head(report)));
    report.error().ifPresent(error -> text.append("    ! ").append(error).append('\n'));
    report.plan().map(TwinPlan::notes).orElse(List.of()).forEach(note -> note(text, note));
    appendFailed(text, report.failed());
    appendKinds(text, report.differences());
  }

  private static String head(AspectReport report) {
    String applied =
        report.outcomes().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "%,d applied, %,d failed; ",
                report.outcomes().size() - report.failed().size(),
                report.failed().size());
    if (report.plan().isEmpty()) {
      return applied + "not compared";
    }
    String compared =
        String.format(Locale.ROOT, "%,d compared, ", report.plan().orElseThrow().compared());
    String left =
        report.counts().entrySet().stream()
            .map(one -> String.format(Locale.ROOT, "%,d %s", one.getValue(), word(one.getKey())))
            .collect(Collectors.joining(", "));
    return applied + compared + (left.isEmpty() ? "equal" : left);
  }

  private static void note(StringBuilder text, String note) {
    text.append("    note: ").append(note).append('\n');
  }

  private void appendFailed(StringBuilder text, List<Outcome> failed) {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (Outcome outcome : failed) {
      kinds
          .computeIfAbsent("FAILED: " + outcome.message(), kind -> new ArrayList<>())
          .add(named(outcome.difference()));
    }
    append(text, kinds);
  }

  private void appendKinds(StringBuilder text, List<Difference> differences) {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (Handling handling : Handling.values()) {
      differences.stream()
          .filter(one -> one.handling() == handling)
          .forEach(
              one -> kinds.computeIfAbsent(kind(one), kind -> new ArrayList<>()).add(line(one)));
    }
    append(text, kinds);
  }

  private void append(StringBuilder text, Map<String, List<String>> kinds) {
    int shown = 0;
    int hidden = 0;
    for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
      if (!all && shown++ == KINDS) {
        hidden = kinds.values().stream().skip(KINDS).mapToInt(List::size).sum();
        break;
      }
      append(text, kind.getKey(), kind.getValue());
    }
    if (hidden > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "    %,d more of %,d other kinds: --all lists them%n",
              hidden,
              kinds.size() - KINDS));
    }
  }

  private void append(StringBuilder text, String kind, List<String> lines) {
    text.append(String.format(Locale.ROOT, "    %,d %s%n", lines.size(), kind));
    int most = all || lines.size() <= EXAMPLES + 1 ? lines.size() : EXAMPLES;
    lines.stream().limit(most).forEach(line -> text.append("      ").append(line).append('\n'));
    if (most < lines.size()) {
      text.append(
          String.format(
              Locale.ROOT, "      and %,d more: --all lists them%n", lines.size() - most));
    }
  }

  private static String kind(Difference one) {
    String field = one.field().isEmpty() ? "" : " " + one.field();
    return String.format(
        Locale.ROOT,
        "%s: %s%s%s",
        word(one.handling()),
        one.verb().name().toLowerCase(Locale.ROOT),
        field,
        one.reason().isBlank() ? "" : " - " + one.reason());
  }

  private static String line(Difference one) {
    if (one.now().isPresent() && one.wanted().isPresent()) {
      return named(one) + ": " + one.now().get() + " -> " + one.wanted().get();
    }
    return named(one);
  }

  private static String named(Difference one) {
    return one.resource() + (one.field().isEmpty() ? "" : " " + one.field());
  }

  private static String word(Handling handling) {
    return handling == Handling.APPLY ? "to apply" : handling.name().toLowerCase(Locale.ROOT);
  }
}
