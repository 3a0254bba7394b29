package io.strait.ops.cli;

import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.report.BenchReport;
import io.strait.ops.bench.report.ReportJson;
import io.strait.ops.bench.report.ReportPage;
import io.strait.ops.bench.report.ReportText;
import io.strait.ops.bench.verify.VerifyBench;
import io.strait.ops.bench.verify.VerifyPlan;
import io.strait.ops.view.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait bench verify}. */
@Command(
    name = "verify",
    description = {
      "Measures the scan of equal topics beside two consumers that compare bytes.",
      "In one run, on the same two clusters and the same copy; holds the ratios against their",
      "bounds: full at least 3 times, fast at least 10 times as fast, in a heap of 256 MiB.",
      "Starts everything itself, on loopback, and leaves nothing behind but the report."
    })
final class BenchVerifyCommand implements Callable<Integer> {
  private static final int QUICK_MIB = 256;
  private static final int FULL_MIB = 2_048;
  private static final int HEAP_MIB = 256;

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "256 MiB and one round; rough.")
  private boolean quick;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
  private Path report;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Write the report as a page with bars (one HTML file).")
  private Path page;

  @Option(
      names = "--codec",
      split = ",",
      description = "Codecs of the data: none, gzip, snappy, lz4, zstd (zstd,none).")
  private List<String> codecs = List.of("zstd", "none");

  @Option(
      names = "--size",
      paramLabel = "MIB",
      defaultValue = "0",
      description = "MiB of values per topic, 8 to 65536 (2048; with --quick 256).")
  private int size;

  @Option(
      names = "--rounds",
      defaultValue = "0",
      description = "How often each program compares, 1 to 100 (3; with --quick 1).")
  private int rounds;

  @Option(
      names = "--partitions",
      defaultValue = "8",
      description = "Partitions of each topic, 1 to 256 (8).")
  private int partitions;

  @Option(names = "--seed", defaultValue = "1", description = "Of everything random (1).")
  private long seed;

  @Option(
      names = "--check",
      description = "Exit with 3 when a bound is not reached, with 4 when one has no data.")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    OutputOption.check("--report", report);
    OutputOption.check("--page", page);
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("strait-bench-");
    EarlyEnd end = new EarlyEnd(() -> Folders.deleteAtLast(folder));
    try {
      return measured(plan(folder), out);
    } catch (BenchFailure e) {
      throw new CommandFailure(ExitCode.INCONCLUSIVE, e.getMessage());
    } finally {
      Folders.deleteAtLast(folder);
      end.done();
    }
  }

  private int measured(VerifyPlan plan, PrintWriter out) throws IOException {
    VerifyBench bench =
        new VerifyBench(
            plan,
            line -> {
              out.println(line);
              out.flush();
            });
    try {
      bench.run();
    } finally {
      show(bench.report(), out);
    }
    return BenchCommand.exitCode(bench.report(), check);
  }

  private void show(BenchReport result, PrintWriter out) throws IOException {
    out.print(ReportText.of(result));
    out.flush();
    if (report != null) {
      Files.writeString(report, ReportJson.of(result));
    }
    if (page != null) {
      Files.writeString(page, ReportPage.of(result));
    }
  }

  private VerifyPlan plan(Path folder) {
    require("--size", size, size == 0 ? 0 : 8, 65_536);
    require("--rounds", rounds, 0, 100);
    require("--partitions", partitions, 1, 256);
    List<Codec> chosen = new ArrayList<>();
    for (String name : codecs) {
      chosen.add(
          Arrays.stream(Codec.values())
              .filter(codec -> codec.label().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () -> new CommandFailure(ExitCode.USAGE_OR_CONFIG, "--codec: no codec " + name)));
    }
    return new VerifyPlan(
        chosen,
        size > 0 ? size : quick ? QUICK_MIB : FULL_MIB,
        rounds > 0 ? rounds : quick ? 1 : 3,
        partitions,
        HEAP_MIB,
        seed,
        quick,
        Path.of(System.getProperty("strait.home", ".")),
        folder);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG, option + " " + value + ": give " + least + " to " + most);
    }
  }
}
