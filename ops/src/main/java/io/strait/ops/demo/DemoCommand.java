package io.strait.ops.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code strait demo}. */
@Command(
    name = "demo",
    description = {
      "Runs the main job on two real, secured Kafka clusters.",
      "Mirrors under load, cuts over, rolls back, cuts over again, completes, and judges it all.",
      "Needs about a minute. Nothing is left behind."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int LEAST_BACKLOG = 60_000;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the result as JSON to FILE (its fields are described in README.md).")
  private Path report;

  @Option(
      names = "--rate",
      paramLabel = "RECORDS",
      defaultValue = "1000",
      description =
          "Records per second of each of the two producers, 1 to 20000 (${DEFAULT-VALUE}).")
  private long rate;

  @Option(
      names = "--soak",
      paramLabel = "SECONDS",
      defaultValue = "4",
      description = "Load between two steps, 0 to 600 seconds (${DEFAULT-VALUE}).")
  private long soak;

  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  /** Run by the command line. */
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    DemoScreen screen = new DemoScreen(out, System.console() != null);
    Path directory = Files.createTempDirectory("strait-demo-");
    try {
      DemoReport result =
          new Demo(
                  new Demo.Options(
                      directory,
                      new FlightsProducer.Pace(LEAST_BACKLOG, rate),
                      Duration.ofSeconds(soak)),
                  screen,
                  Clock.systemUTC())
              .run();
      screen.result(result);
      write(result);
      return result.verdict().equals(DemoReport.PASSED) ? ExitCode.PASSED : ExitCode.FAILED;
    } catch (DemoStuck stuck) {
      out.println();
      out.println("VERDICT: inconclusive");
      out.println("  because " + stuck.getMessage());
      out.flush();
      return ExitCode.INCONCLUSIVE;
    } finally {
      Files.deleteIfExists(directory);
    }
  }

  private void check() {
    if (rate < 1 || rate > 20_000) {
      throw new ParameterException(
          spec.commandLine(), "--rate " + rate + ": give 1 to 20000 records per second");
    }
    if (soak < 0 || soak > 600) {
      throw new ParameterException(
          spec.commandLine(), "--soak " + soak + ": give 0 to 600 seconds");
    }
    if (report != null) {
      OutputFile.fault("--report", report)
          .ifPresent(
              fault -> {
                throw new ParameterException(spec.commandLine(), fault);
              });
    }
  }

  private void write(DemoReport result) {
    if (report == null) {
      return;
    }
    try {
      Files.writeString(
          report,
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result)
              + "\n");
      spec.commandLine().getOut().println("report written to " + report);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written to " + report, e);
    }
  }
}
