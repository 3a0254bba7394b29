package io.strait.ops.cli;

import io.strait.ops.bench.BenchPlan;
import io.strait.ops.bench.Cell;
import io.strait.ops.bench.MirrorBench;
import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.report.BenchReport;
import io.strait.ops.view.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait bench}. */
@Command(
    name = "bench",
    description = "Measures Strait beside what people use today.",
    subcommands = {BenchCommand.Mirror.class, BenchVerifyCommand.class})
final class BenchCommand extends CommandGroup {

  /** {@code strait bench mirror}. */
  @Command(
      name = "mirror",
      description = {
        "Measures Strait, MirrorMaker 2 (default and tuned) and a consumer-producer loop.",
        "In one run, on the same two clusters and the same data; holds the ratios against their",
        "bounds.",
        "Starts everything itself, on loopback, and leaves nothing behind but the report."
      })
  static final class Mirror implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private BenchOutput output;
    @Mixin private BenchSize size;

    @Option(
        names = "--quick",
        description = {
          "Less data, fewer cells, one round; ends within 5 minutes:",
          "what does not fit is listed as not measured."
        })
    private boolean quick;

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "CELL",
        description =
            "Only these: catch-up, latency, wan, tls, start, groups, many (default: all; with --quick"
                + " without tls and many).")
    private List<String> cells = List.of();

    @Option(
        names = "--engines",
        split = ",",
        paramLabel = "ENGINE",
        description =
            "Only these: strait, mm2-default, mm2-tuned, loop, relay (default: all; with --quick"
                + " without mm2-default).")
    private List<String> engines = List.of();

    @Option(
        names = "--codec",
        split = ",",
        description = "Codecs for catching up: none, gzip, snappy, lz4, zstd (none,lz4,zstd).")
    private List<String> codecs = List.of("none", "lz4", "zstd");

    @Option(
        names = "--batch",
        split = ",",
        description =
            "Batch sizes for catching up: 1, 16k, 128k (default: all; with --quick 128k).")
    private List<String> batches = List.of();

    @Option(
        names = "--rounds",
        defaultValue = "0",
        description = "How often each engine does each cell, 1 to 100 (3; with --quick 1).")
    private int rounds;

    @Option(
        names = "--dir",
        paramLabel = "FOLDER",
        description = "Where the clusters' data goes (a new folder under the system's own).")
    private Path directory;

    @Option(
        names = "--keep",
        description = "Keep configuration and logs of all engines and say where they are.")
    private boolean keep;

    @Option(
        names = "--check",
        description = {
          "Hold every bound: exit with 3 when one is not reached,",
          "otherwise with 4 when one has no data, for example because of --only or --quick."
        })
    private boolean check;

    @Override
    public Integer call() throws IOException {
      output.check();
      PrintWriter out = spec.commandLine().getOut();
      Path folder =
          directory == null
              ? Files.createTempDirectory("strait-bench-")
              : Files.createTempDirectory(Files.createDirectories(directory), "strait-bench-");
      EarlyEnd end = new EarlyEnd(() -> tidy(folder));
      try {
        return measured(plan(folder), out);
      } catch (BenchFailure e) {
        throw new CommandFailure(ExitCode.INCONCLUSIVE, e.getMessage());
      } finally {
        tidy(folder);
        end.done();
        if (keep) {
          out.println("configuration and logs of the engines are in " + folder);
        }
      }
    }

    private void tidy(Path folder) {
      if (!keep) {
        Folders.deleteAtLast(folder);
      }
    }

    private int measured(BenchPlan plan, PrintWriter out) throws IOException {
      MirrorBench bench = new MirrorBench(plan, BenchOutput.lines(out));
      try {
        bench.run();
      } finally {
        // Also when it ends early: what was measured took long.
        output.show(bench.report(), out);
      }
      return exitCode(bench.report(), check);
    }

    private BenchPlan plan(Path folder) {
      return new BenchPlan(
          pick("--only", cells, usualCells(), List.of(Cell.values()), Cell::label),
          pick("--engines", engines, usualEngines(), List.of(Engine.values()), Engine::label),
          pick("--codec", codecs, List.of(), List.of(Codec.values()), Codec::label),
          pick("--batch", batches, usualBatches(), List.of(Batch.values()), Batch::label),
          size.mebibytes(quick),
          BenchSize.rounds(rounds, quick),
          size.partitions(),
          size.seed(),
          quick,
          Path.of(System.getProperty("strait.home", ".")),
          folder);
    }

    private List<Cell> usualCells() {
      return Arrays.stream(Cell.values())
          .filter(cell -> !quick || cell != Cell.TLS && cell != Cell.MANY)
          .toList();
    }

    private List<Engine> usualEngines() {
      return Arrays.stream(Engine.values())
          .filter(engine -> !quick || engine != Engine.MM2_DEFAULT)
          .toList();
    }

    private List<Batch> usualBatches() {
      return quick ? List.of(Batch.KIB_128) : List.of(Batch.values());
    }

    /** In the order of the command line. */
    private static <T> Set<T> pick(
        String option, List<String> given, List<T> usual, List<T> all, Function<T, String> label) {
      if (given.isEmpty()) {
        return new LinkedHashSet<>(usual);
      }
      Set<T> picked = new LinkedHashSet<>();
      for (String name : given) {
        picked.add(
            all.stream()
                .filter(one -> label.apply(one).equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                    () ->
                        new CommandFailure(
                            ExitCode.USAGE_OR_CONFIG,
                            option
                                + " "
                                + name
                                + ": choose from "
                                + all.stream().map(label).collect(Collectors.joining(", ")))));
      }
      return picked;
    }
  }

  /**
   * How a run of the benchmark ends.
   *
   * @param check whether every bound must be held, and none left untold
   */
  static int exitCode(BenchReport report, boolean check) {
    if (report.hasFailures()) {
      return ExitCode.FAILED;
    }
    if (!check) {
      return ExitCode.PASSED;
    }
    return switch (report.reach()) {
      case REACHED -> ExitCode.PASSED;
      case MISSED -> ExitCode.FAILED;
      case NO_DATA -> ExitCode.INCONCLUSIVE;
    };
  }
}
