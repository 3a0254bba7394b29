package io.strait.validator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON form of what was judged besides records. Pure.
 *
 * <p>{@code besides}: for each aspect {@code aspect}, {@code verdict}, {@code compared}, {@code
 * differences} and {@code explained} (counts), {@code counts} (of what nothing explains, by code),
 * {@code unread}, {@code notes} (sentences), {@code findings} ({@code code}, {@code resource},
 * {@code field}, {@code source} and {@code target} or null, {@code moved}, {@code evidence}, {@code
 * explanation} or null; at most 1,000, unexplained ones first).
 */
public final class ResourceJson {
  private static final int MOST = 1_000;

  private ResourceJson() {}

  /** Adds {@code besides} to a document. */
  public static void into(ObjectNode root, List<ResourceReport> reports) {
    ArrayNode besides = root.putArray("besides");
    reports.forEach(report -> add(besides.addObject(), report));
  }

  private static void add(ObjectNode node, ResourceReport report) {
    node.put("aspect", report.aspect());
    node.put("verdict", report.word());
    node.put("compared", report.compared());
    node.put("differences", report.differences());
    node.put("explained", report.explained());
    Map<FindingCode, Integer> counts = new TreeMap<>();
    report.open().forEach(finding -> counts.merge(finding.code(), 1, Integer::sum));
    ObjectNode byCode = node.putObject("counts");
    counts.forEach((code, count) -> byCode.put(code.name(), count));
    ArrayNode unread = node.putArray("unread");
    report.unread().forEach(unread::add);
    ArrayNode notes = node.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode findings = node.putArray("findings");
    ResourceText.ordered(report).stream()
        .limit(MOST)
        .forEach(finding -> add(findings.addObject(), finding));
  }

  private static void add(ObjectNode node, ResourceFinding finding) {
    node.put("code", finding.code().name());
    node.put("resource", finding.resource());
    node.put("field", finding.field());
    node.put("source", finding.source().orElse(null));
    node.put("target", finding.target().orElse(null));
    node.put("moved", finding.who().word());
    node.put("evidence", finding.evidence());
    node.put("explanation", finding.explanation().orElse(null));
  }
}
