package io.strait.ops.bench.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The report as JSON; field names are stable and described in README.md. */
public final class ReportJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double STEPS = 10_000;

  private ReportJson() {}

  /** Indented text. */
  public static String of(BenchReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("benchmark", "mirror");
    root.put("quick", report.quick());
    ObjectNode setting = root.putObject("setting");
    report.setting().forEach(setting::put);
    ArrayNode results = root.putArray("results");
    report.results().forEach(result -> results.add(result(result)));
    ArrayNode ratios = root.putArray("ratios");
    report.ratios().forEach(ratio -> ratios.add(ratio(ratio)));
    root.put("duration_s", rounded(report.seconds()));
    return root.toPrettyString() + "\n";
  }

  /** The medians stand beside the subject, every run's own figures below. */
  private static ObjectNode result(Result result) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("cell", result.subject().cell());
    node.put("engine", result.subject().engine());
    node.put("codec", result.subject().codec());
    node.put("batch", result.subject().batch());
    result.medians().forEach((name, value) -> node.put(name, rounded(value)));
    ArrayNode runs = node.putArray("runs");
    for (Map<String, Double> run : result.runs()) {
      ObjectNode one = runs.addObject();
      run.forEach((name, value) -> one.put(name, rounded(value)));
    }
    ArrayNode failures = node.putArray("failures");
    result.failures().forEach(failures::add);
    return node;
  }

  private static ObjectNode ratio(Ratio ratio) {
    Bound bound = ratio.bound();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("work", bound.work());
    node.put("cell", bound.cell());
    node.put("codec", ratio.codec());
    node.put("batch", ratio.batch());
    node.put("figure", bound.figure());
    node.put("strait", rounded(ratio.strait()));
    if (bound.against().equals(Bound.ITSELF)) {
      node.putNull("against");
    } else {
      node.put("against", bound.against());
      node.put("other", rounded(ratio.other()));
    }
    node.put("value", rounded(ratio.value()));
    node.put("sense", bound.sense() == Bound.Sense.AT_LEAST ? "at_least" : "at_most");
    node.put("bound", rounded(bound.limit()));
    node.put("reached", ratio.reached());
    return node;
  }

  private static double rounded(double value) {
    return Math.round(value * STEPS) / STEPS;
  }
}
