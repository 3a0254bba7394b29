package io.strait.ops.cli;

import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.mirrormaker.KeysText;
import io.strait.ops.mirrormaker.MirrorMakerFile;
import io.strait.ops.mirrormaker.StraitYaml;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.mirror.mm2.KeyProblem;
import io.strait.replicator.mirror.mm2.MirrorMakerPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait mm2}. */
@Command(
    name = "mm2",
    description = "For those who come from MirrorMaker 2, and for the way back.",
    subcommands = {MirrorMakerCommand.Read.class, AdoptCommand.class, HandBackCommand.class})
final class MirrorMakerCommand extends CommandGroup {

  /** The file's plan, or a failure that names all that is wrong with it. */
  static MirrorMakerPlan plan(Path file) {
    try {
      return MirrorMakerFile.read(file);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
    }
  }

  /** The configuration that does what the file says; warnings go to {@code err}. */
  static StraitConfig config(Path file, PrintWriter err) {
    MirrorMakerPlan plan = plan(file);
    if (!plan.problems().isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          plan.problems().stream().map(KeyProblem::toString).collect(Collectors.joining("\n")));
    }
    StraitConfig config =
        ConfigLoader.parse(yaml(file, plan), file.toAbsolutePath().getParent(), System.getenv());
    config.warnings().forEach(err::println);
    return config;
  }

  /** Fails where the file names a class that cannot be asked. */
  private static String yaml(Path file, MirrorMakerPlan plan) {
    try {
      return new StraitYaml(file).text(plan);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, file + ": " + e.getMessage());
    }
  }

  /** {@code strait mm2 read}. */
  @Command(
      name = "read",
      description = {
        "Says what each key of MirrorMaker 2's configuration becomes.",
        "Writes the strait.yaml that does the same.",
        "Keys that MirrorMaker 2 of Kafka 4.3 does not document are errors. Secrets stay where they",
        "are: the new file refers to them. Connects to nothing."
      })
  static final class Read implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "MirrorMaker 2's configuration.")
    private Path file;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write the strait.yaml there; an existing file is not overwritten.")
    private Path out;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      MirrorMakerPlan plan = plan(file);
      PrintWriter print = spec.commandLine().getOut();
      print.print(json ? KeysText.json(plan).toPrettyString() + "\n" : KeysText.text(plan));
      print.flush();
      if (!plan.problems().isEmpty()) {
        return ExitCode.USAGE_OR_CONFIG;
      }
      if (out != null) {
        write(yaml(file, plan));
        spec.commandLine().getErr().println("Wrote " + out + "; check it: strait config check");
      }
      return ExitCode.PASSED;
    }

    private void write(String text) {
      if (Files.exists(out)) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG, out + " exists already; name another file with --out");
      }
      try {
        Files.writeString(out, text);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG, out + " cannot be written: " + e.getMessage());
      }
    }
  }
}
