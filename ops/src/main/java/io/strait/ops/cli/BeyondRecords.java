package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.performance.PerformanceReport;
import io.strait.validator.report.PerformanceText;
import io.strait.validator.report.ResourceJson;
import io.strait.validator.report.ResourceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Mixin;

/** The parts of {@code strait verify} that are not about records. */
final class BeyondRecords {
  @Mixin private BesidesOption besides;
  @Mixin private PerformanceOption performance;

  /** Refuses what cannot be meant, before anything is read or written. */
  void check(ClusterAlias source, ClusterAlias target) {
    besides.check();
    performance.check(source, target);
  }

  /** Whether records are to be judged. */
  boolean wantsRecords() {
    return besides.wantsRecords() && !performance.isAsked();
  }

  /** Does what is asked for instead of records, shows it and answers with its exit code. */
  int instead(BesidesOption.Sides sides, Duration grace, VerifyOutput output, PrintWriter out)
      throws IOException {
    if (performance.isAsked()) {
      PerformanceReport report = performance.run(sides.source(), sides.target(), sides.topics());
      output.publish(PerformanceText.tree(report), PerformanceText.of(report), out);
      return PerformanceOption.code(report);
    }
    List<ResourceReport> reports = besides.judge(sides, grace, () -> false);
    int code = BesidesOption.code(ExitCode.PASSED, reports);
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("verdict", word(code));
    ResourceJson.into(tree, reports);
    output.publish(tree, ResourceText.of(reports), out);
    return code;
  }

  /** Judges what is asked for beside records; empty if nothing is. */
  List<ResourceReport> beside(
      BesidesOption.Sides sides, Duration grace, BooleanSupplier cancelled) {
    return besides.judge(sides, grace, cancelled);
  }

  /** Puts it into the report of the records, whose verdict becomes that of all. */
  static void into(ObjectNode tree, List<ResourceReport> reports, int code) {
    if (!reports.isEmpty()) {
      tree.put("records_verdict", tree.path("verdict").asText());
      tree.put("verdict", word(code));
      ResourceJson.into(tree, reports);
    }
  }

  /** The same behind the text about the records. */
  static String text(List<ResourceReport> reports, int code) {
    return reports.isEmpty()
        ? ""
        : System.lineSeparator()
            + ResourceText.of(reports)
            + "In all     "
            + word(code)
            + System.lineSeparator();
  }

  private static String word(int code) {
    if (code == ExitCode.PASSED) {
      return "passed";
    }
    return code == ExitCode.FAILED ? "failed" : "inconclusive";
  }
}
