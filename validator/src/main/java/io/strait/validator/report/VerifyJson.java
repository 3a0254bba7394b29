package io.strait.validator.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.records.ScanReport;

/**
 * JSON form of all that a call of {@code strait verify} came to; {@code docs/report.md} lists its
 * fields. Pure.
 *
 * <p>{@code version} is 1: it changes when a field goes or changes its meaning, not when one is
 * added. {@code verdict} is that of all together, {@code exit_code} the command's, {@code
 * records_verdict} that of the records alone. Then the fields of {@link SessionJson} where records
 * were judged, {@code besides} of {@link ResourceJson} where anything else was, and those of {@link
 * PerformanceText} where that was measured instead.
 */
public final class VerifyJson {
  /** The version of the form. */
  public static final int VERSION = 1;

  private VerifyJson() {}

  /** The report as a tree. */
  public static ObjectNode tree(VerifyReport report) {
    ObjectNode root = head(report.word(), report.exitCode(), report.pair());
    report
        .records()
        .map(records -> SessionJson.tree(records, report.tool()))
        .ifPresent(
            records -> {
              root.set("records_verdict", records.remove("verdict"));
              root.setAll(records);
            });
    if (!report.besides().isEmpty()) {
      ResourceJson.into(root, report.besides());
    }
    report.performance().ifPresent(measured -> root.setAll(PerformanceText.tree(measured)));
    root.put("tool", report.tool());
    return root;
  }

  /** A scan through agents, in the same form. */
  public static ObjectNode tree(String pair, ScanReport scan, int exitCode, String tool) {
    ObjectNode root = head(scan.verdict().word(), exitCode, pair);
    root.setAll(JsonReport.tree(scan));
    root.put("tool", tool);
    return root;
  }

  private static ObjectNode head(String verdict, int exitCode, String pair) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", VERSION);
    root.put("verdict", verdict);
    root.put("exit_code", exitCode);
    root.put("pair", pair);
    return root;
  }
}
