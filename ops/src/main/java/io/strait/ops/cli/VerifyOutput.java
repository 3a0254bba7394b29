package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.validator.evidence.EvidenceBundle;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.report.HtmlReport;
import io.strait.validator.report.JsonReport;
import io.strait.validator.report.TextReport;
import io.strait.validator.report.VerifyJson;
import io.strait.validator.report.VerifyReport;
import io.strait.validator.session.SessionReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where the result goes. */
final class VerifyOutput {
  private static final Duration STALL = Duration.ofSeconds(10);

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the JSON report here as well.")
  private Path reportFile;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report as one HTML page that needs no network.")
  private Path htmlFile;

  @Option(
      names = "--evidence",
      paramLabel = "DIR",
      description =
          "Write, for each finding of the sample, one file with both records whole and which field"
              + " differs. Holds what is in keys, values and headers, which may be personal data;"
              + " readable by you only. Without it reports hold at most 48 bytes of a field.")
  private Path evidence;

  @Option(names = "--progress", description = "Print progress also where there is no terminal.")
  private boolean progress;

  /** Whether standard output is for machines. */
  boolean isJson() {
    return json;
  }

  /** Whether progress is printed also without a terminal. */
  boolean forcesProgress() {
    return progress;
  }

  /** Refuses files that cannot be written, before any work. */
  void check() {
    OutputOption.check("--report", reportFile);
    OutputOption.check("--html", htmlFile);
    if (evidence != null && Files.exists(evidence) && !Files.isDirectory(evidence)) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG, "--evidence " + evidence + ": is no folder; name another");
    }
  }

  /** Name and version of what judges, as reports call it. */
  static String tool() {
    return new Version().getVersion()[0];
  }

  /** Prints the report and writes the files that were asked for. */
  void publish(VerifyReport report, PrintWriter out) throws IOException {
    if (htmlFile != null) {
      Files.writeString(htmlFile, HtmlReport.of(report));
    }
    publish(VerifyJson.tree(report), TextReport.of(report), out);
  }

  /** Prints a report of which there is no page. */
  void publish(ObjectNode root, String text, PrintWriter out) throws IOException {
    String tree = JsonReport.text(root);
    if (reportFile != null) {
      Files.writeString(reportFile, tree + "\n");
    }
    out.println(json ? tree : text.stripTrailing());
    out.flush();
  }

  /** Writes the evidence that was asked for. */
  void collect(SessionReport report, Cluster source, Cluster target, PrintWriter notes)
      throws IOException {
    if (evidence == null) {
      return;
    }
    Clock clock = Clock.systemUTC();
    try (ReadingConsumer from = reader(source, clock);
        ReadingConsumer to = reader(target, clock)) {
      int files = new EvidenceBundle(from::log, to::log).write(evidence, report.scan().findings());
      notes.println(
          "Evidence of "
              + files
              + " findings is in "
              + evidence
              + "; it holds what is in the records.");
    }
  }

  private static ReadingConsumer reader(Cluster cluster, Clock clock) {
    return new ReadingConsumer(
        cluster, STALL, clock, () -> false, (records, bytes) -> {}, Pace.FREE);
  }
}
