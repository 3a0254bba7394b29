package io.strait.ops.bench.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalDouble;

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
    ArrayNode unmeasured = root.putArray("not_measured");
    report.unmeasured().forEach(one -> unmeasured.add(unmeasured(one)));
    root.put("duration_s", rounded(report.seconds()));
    return root.toPrettyString() + "\n";
  }

  /**
   * The medians stand beside the subject and under {@code medians}, every run's own figures below.
   * What every result must have is null where its cell does not measure it.
   */
  private static ObjectNode result(Result result) {
    ObjectNode node = subject(result.subject());
    Result.ALWAYS.forEach(node::putNull);
    ObjectNode medians = MAPPER.createObjectNode();
    result
        .medians()
        .forEach(
            (name, value) -> {
              node.put(name, rounded(value));
              medians.put(name, rounded(value));
            });
    node.set("medians", medians);
    ArrayNode runs = node.putArray("runs");
    for (Map<String, Double> run : result.runs()) {
      ObjectNode one = runs.addObject();
      run.forEach((name, value) -> one.put(name, rounded(value)));
    }
    ArrayNode failures = node.putArray("failures");
    result.failures().forEach(failures::add);
    return node;
  }

  private static ObjectNode subject(Subject subject) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("cell", subject.cell());
    node.put("engine", subject.engine());
    node.put("codec", subject.codec());
    node.put("batch", subject.batch());
    return node;
  }

  private static ObjectNode unmeasured(Unmeasured one) {
    ObjectNode node = subject(one.subject());
    node.put("round", one.round());
    node.put("reason", one.reason());
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
    put(node, "strait", ratio.strait());
    node.put("against", bound.isAboutItself() ? null : bound.against());
    put(node, "other", ratio.other());
    put(node, "value", ratio.value());
    node.put("sense", bound.sense() == Bound.Sense.AT_LEAST ? "at_least" : "at_most");
    node.put("bound", rounded(bound.limit()));
    node.put("reached", ratio.reach() == Reach.NO_DATA ? null : ratio.reach() == Reach.REACHED);
    return node;
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    node.put(name, value.isPresent() ? (Double) rounded(value.getAsDouble()) : null);
  }

  private static double rounded(double value) {
    return Math.round(value * STEPS) / STEPS;
  }
}
