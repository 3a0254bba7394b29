package io.strait.ops.cli;

import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.host.BenchFailure;
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
import picocli.CommandLine.Mixin;
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
  private static final int HEAP_MIB = 256;

  @Spec private CommandSpec spec;
  @Mixin private BenchOutput output;
  @Mixin private BenchSize size;

  @Option(names = "--quick", description = "256 MiB and one round; rough.")
  private boolean quick;

  @Option(
      names = "--codec",
      split = ",",
      description = "Codecs of the data: none, gzip, snappy, lz4, zstd (zstd,none).")
  private List<String> codecs = List.of("zstd", "none");

  @Option(
      names = "--rounds",
      defaultValue = "0",
      description = "How often each program compares, 1 to 100 (3; with --quick 1).")
  private int rounds;

  @Option(
      names = "--check",
      description = "Exit with 3 when a bound is not reached, with 4 when one has no data.")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    output.check();
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
    VerifyBench bench = new VerifyBench(plan, BenchOutput.lines(out));
    try {
      bench.run();
    } finally {
      output.show(bench.report(), out);
    }
    return BenchCommand.exitCode(bench.report(), check);
  }

  private VerifyPlan plan(Path folder) {
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
        size.mebibytes(quick),
        BenchSize.rounds(rounds, quick),
        size.partitions(),
        HEAP_MIB,
        size.seed(),
        quick,
        Path.of(System.getProperty("strait.home", ".")),
        folder);
  }
}
