package io.strait.ops.cli;

import io.strait.ops.bench.report.BenchReport;
import io.strait.ops.bench.report.ReportJson;
import io.strait.ops.bench.report.ReportPage;
import io.strait.ops.bench.report.ReportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where the figures of a benchmark go. */
final class BenchOutput {
  @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
  private Path report;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Write the report as a page with bars (one HTML file).")
  private Path page;

  /** Refuses files that cannot be written, before any work. */
  void check() {
    OutputOption.check("--report", report);
    OutputOption.check("--page", page);
  }

  /** Lines that are seen as soon as they are printed. */
  static Consumer<String> lines(PrintWriter out) {
    return line -> {
      out.println(line);
      out.flush();
    };
  }

  /** Prints the report and writes the files that were asked for. */
  void show(BenchReport result, PrintWriter out) throws IOException {
    out.print(ReportText.of(result));
    out.flush();
    if (report != null) {
      Files.writeString(report, ReportJson.of(result));
    }
    if (page != null) {
      Files.writeString(page, ReportPage.of(result));
    }
  }
}
