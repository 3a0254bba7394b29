package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.ops.view.TwinJson;
import io.strait.ops.view.TwinReport;
import io.strait.ops.view.TwinText;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** How twins are shown, and what the command's exit code says about them. */
final class TwinOutput {
  @Option(names = "--json", description = "Print JSON, with every difference.")
  private boolean json;

  @Option(
      names = "--all",
      description = "List every difference; without it, like ones are counted with a few examples.")
  private boolean all;

  /** Prints and answers with the exit code. */
  int show(PrintWriter out, List<TwinReport> reports, String next) {
    if (json) {
      out.println(TwinJson.reports(reports).toPrettyString());
    } else {
      reports.forEach(report -> out.print(TwinText.of(report, all)));
      if (!next.isEmpty()) {
        out.println(next);
      }
    }
    out.flush();
    if (reports.stream().anyMatch(TwinReport::isUnknown)) {
      return ExitCode.USAGE_OR_CONFIG;
    }
    return reports.stream().allMatch(TwinReport::isTwin) ? ExitCode.PASSED : ExitCode.FAILED;
  }
}
