package io.strait.validator.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.performance.Measure;
import io.strait.validator.performance.PerformanceReport;
import java.util.Locale;

/**
 * How fast both sides are, as text and as JSON. Pure.
 *
 * <p>JSON: {@code verdict}, {@code reason} (unless passed), {@code bound} or null, {@code rounds},
 * {@code records}, {@code measures} ({@code name}, {@code source}, {@code target}, {@code ratio},
 * {@code lowest}, {@code highest}, {@code judgement}); times are in microseconds.
 */
public final class PerformanceText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PerformanceText() {}

  /** For people. */
  public static String of(PerformanceReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Performance %s: %d rounds on either side, %,d records%s%n",
            report.verdict(),
            report.rounds(),
            report.records(),
            report.bound().isPresent()
                ? String.format(Locale.ROOT, ", at most %.2f times", report.bound().getAsDouble())
                : ", no bound"));
    if (!report.reason().isEmpty()) {
      text.append("  ").append(report.reason()).append(System.lineSeparator());
    }
    text.append(
        String.format("  %-20s %14s %14s %8s  %s%n", "", "source", "target", "times", "spread"));
    report.measures().forEach(measure -> text.append(line(measure)));
    return text.toString();
  }

  private static String line(Measure one) {
    return String.format(
        Locale.ROOT,
        "  %-20s %,14.0f %,14.0f %8.2f  %.2f to %.2f  %s%n",
        one.name(),
        one.source(),
        one.target(),
        one.ratio(),
        one.lowest(),
        one.highest(),
        one.judgement().name().toLowerCase(Locale.ROOT));
  }

  /** For machines. */
  public static ObjectNode tree(PerformanceReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("verdict", report.verdict());
    if (!report.reason().isEmpty()) {
      root.put("reason", report.reason());
    }
    root.put("bound", report.bound().isPresent() ? report.bound().getAsDouble() : null);
    root.put("rounds", report.rounds());
    root.put("records", report.records());
    ArrayNode measures = root.putArray("measures");
    for (Measure one : report.measures()) {
      ObjectNode node = measures.addObject();
      node.put("name", one.name());
      node.put("source", one.source());
      node.put("target", one.target());
      node.put("ratio", one.ratio());
      node.put("lowest", one.lowest());
      node.put("highest", one.highest());
      node.put("judgement", one.judgement().name().toLowerCase(Locale.ROOT));
    }
    return root;
  }
}
