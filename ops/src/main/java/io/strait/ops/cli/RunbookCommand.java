package io.strait.ops.cli;

import io.strait.ops.runbook.Runbook;
import io.strait.ops.runbook.RunbookException;
import io.strait.ops.runbook.RunbookReader;
import io.strait.ops.runbook.RunbookRun;
import io.strait.ops.runbook.RunbookStep;
import io.strait.ops.view.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait runbook}. */
@Command(
    name = "runbook",
    description = "Lists and executes operator documents.",
    subcommands = {RunbookCommand.ListAll.class, RunbookCommand.Run.class})
final class RunbookCommand extends CommandGroup {

  /** {@code strait runbook list}. */
  @Command(name = "list", description = "Lists the runbooks that come with Strait.")
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      Path folder = Path.of(System.getProperty("strait.home", "."), "runbooks");
      if (!Files.isDirectory(folder)) {
        throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, "there is no folder " + folder);
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
          Runbook runbook = RunbookReader.read(Files.readString(file));
          if (!runbook.steps().isEmpty()) {
            spec.commandLine().getOut().println(file + "  " + runbook.title());
          }
        }
      }
      return ExitCode.PASSED;
    }
  }

  /** {@code strait runbook run}. */
  @Command(
      name = "run",
      description = {
        "Executes the commands of a runbook and checks their results.",
        "Each must end and print as the document says; it stops at the first that does not (exit",
        "code 3)."
      })
  static final class Run implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The runbook.")
    private Path file;

    @Option(names = "--var", paramLabel = "NAME=VALUE", description = "Fills in $NAME; repeatable.")
    private Map<String, String> variables = Map.of();

    @Option(
        names = "--section",
        paramLabel = "HEADING",
        description = "Only the commands under this heading; repeatable.")
    private List<String> sections = List.of();

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      Optional<String> fault = execute(out);
      if (fault.isPresent()) {
        spec.commandLine().getErr().println("strait: " + fault.get());
        return ExitCode.FAILED;
      }
      out.println(file + ": every command ended as it should");
      return ExitCode.PASSED;
    }

    private Optional<String> execute(PrintWriter out) throws IOException {
      if (!Files.isReadable(file)) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG, file + " cannot be read; give a runbook");
      }
      try {
        return new RunbookRun(Run::command, out)
            .run(chosen(RunbookReader.read(Files.readString(file))), variables);
      } catch (RunbookException e) {
        throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, file + ": " + e.getMessage());
      }
    }

    private Runbook chosen(Runbook runbook) {
      List<String> headings =
          runbook.steps().stream().map(RunbookStep::section).distinct().toList();
      for (String section : sections) {
        if (!headings.contains(section)) {
          throw new RunbookException(
              "there are no commands under a heading '"
                  + section
                  + "'; headings with commands are: "
                  + String.join(", ", headings));
        }
      }
      return new Runbook(
          runbook.title(),
          runbook.steps().stream()
              .filter(step -> sections.isEmpty() || sections.contains(step.section()))
              .toList());
    }

    private static int command(PrintWriter out, List<String> words) {
      return Strait.run(out, out, words.toArray(String[]::new));
    }
  }
}
